extension PytestRuntime {
  /// `assay_runtime/report.py`: the failure report.
  static let report = #"""
    """What a failed test says: enough to understand it and to send the request again by hand."""

    import shlex

    from assay_runtime.credentials import MASK

    TEXT_CHARACTERS_MAX = 1_500


    def failure_report(case, request, answer, faults, secrets):
        """The report as text; `request` is the masked one, `secrets` are masked in the answer."""
        media_type = answer.headers.get("Content-Type", "no Content-Type")
        lines = [
            case.title,
            f"  operation  {case.operation}",
            f"  case       {case.id}",
            f"  why        {case.why}" if case.why else "",
            f"  expected   {_expected_text(case.expect)}" if case.expect else "",
            f"  received   {answer.status} {answer.reason}, {media_type}",
            *(f"  fault      {_fault_text(fault)}" for fault in faults),
            f"  answer     {_readable(answer.content)}" if answer.content else "",
            f"  again      {curl(request)}",
        ]
        report = "\n".join(line for line in lines if line)
        for secret in secrets:
            report = report.replace(secret, MASK)
        return report


    def curl(request):
        """A command line that sends the same request."""
        words = ["curl", "--path-as-is", "--include", "--request", request.method]
        if request.method == "HEAD":
            words = ["curl", "--path-as-is", "--head"]
        for name, value in request.headers.items():
            if name.lower() not in ("content-length", "user-agent"):
                words += ["--header", f"{name}: {value}"]
        note = ""
        if request.body:
            text = _text(request.body)
            if text is not None and len(text) <= TEXT_CHARACTERS_MAX and "\0" not in text:
                words += ["--data-binary", text]
            else:
                words += ["--data-binary", "@content"]
                note = f"  # {len(request.body)} bytes of content: see the data file"
        words.append(request.url)
        return " ".join(shlex.quote(word) for word in words) + note


    def _expected_text(expect):
        text, statuses = expect["text"], expect["status"]
        if all(status.lower() in text for status in statuses):
            return text
        return f"{text}: {', '.join(statuses)}"


    def _fault_text(fault):
        return (
            fault.message
            if fault.pointer is None
            else f"at {fault.pointer or '/'}: {fault.message}"
        )


    def _readable(content):
        text = _text(content)
        if text is None:
            return f"{len(content)} bytes that are not text"
        if len(text) <= TEXT_CHARACTERS_MAX:
            return text
        return f"{text[:TEXT_CHARACTERS_MAX]}… ({len(text)} characters)"


    def _text(content):
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            return None

    """#
}
