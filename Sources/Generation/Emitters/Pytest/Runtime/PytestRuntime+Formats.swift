extension PytestRuntime {
  /// `assay_runtime/formats.py`: asserted formats.
  static let formats = #"""
    """The formats that are asserted: those with one meaning everywhere. Others claim nothing."""

    import ipaddress
    import re
    from datetime import date

    from jsonschema import FormatChecker

    FORMATS = FormatChecker(formats=())

    TIME = r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)"
    DATE = r"(\d{4}-\d{2}-\d{2})"
    DURATION = r"P(\d+W|(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?)"


    def _on_strings(check):
        return lambda value: not isinstance(value, str) or check(value)


    def _matches(pattern):
        compiled = re.compile(pattern, re.ASCII | re.IGNORECASE)
        return lambda text: compiled.fullmatch(text) is not None


    def _is_date(text):
        if not _matches(DATE)(text):
            return False
        date.fromisoformat(text)
        return True


    def _is_date_time(text):
        match = re.fullmatch(DATE + "T" + TIME, text, re.ASCII | re.IGNORECASE)
        return match is not None and _is_date(match.group(1))


    def _is_ipv6(text):
        return "%" not in text and bool(ipaddress.IPv6Address(text))


    CHECKS = {
        "date": _is_date,
        "date-time": _is_date_time,
        "duration": _matches(DURATION),
        "email": _matches(r"[^@\s]+@[^@\s]+|\"[^\r\n]*\"@[^@\s]+"),
        "ipv4": lambda text: bool(ipaddress.IPv4Address(text)),
        "ipv6": _is_ipv6,
        "time": _matches(TIME),
        "uuid": _matches(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    }

    for _name, _check in CHECKS.items():
        FORMATS.checks(_name, raises=ValueError)(_on_strings(_check))

    """#
}
