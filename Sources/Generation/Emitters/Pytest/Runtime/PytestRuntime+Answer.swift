extension PytestRuntime {
  /// `assay_runtime/answer.py`: answers, identifiers in them, Retry-After.
  static let answer = #"""
    """What came back, and the two things a client reads out of it."""

    import email.utils
    import time
    from dataclasses import dataclass

    from requests.structures import CaseInsensitiveDict

    from assay_runtime import exact_json

    CONTENT_BYTES_MAX = 32 * 1024 * 1024
    IDENTIFIER_DIGITS_MAX = 40


    @dataclass
    class Answer:
        status: int
        reason: str
        headers: CaseInsensitiveDict
        content: bytes
        # Only the beginning of an endless or very long content was read.
        is_partial: bool = False


    def read(response):
        """The answer as values; `response` may be closed afterwards."""
        is_stream = response.headers.get("Content-Type", "").lower().startswith("text/event-stream")
        chunks = [] if is_stream else response.iter_content(65_536)
        content, is_partial = bytearray(), is_stream
        for chunk in chunks:
            content += chunk
            if len(content) > CONTENT_BYTES_MAX:
                is_partial = True
                break
        status, reason = response.status_code, response.reason or ""
        return Answer(status, reason, response.headers, bytes(content), is_partial)


    def identifier(answer, pointer):
        """The text of the string or number at a JSON pointer (RFC 6901) of a success, or None."""
        if not 200 <= answer.status < 300:
            return None
        try:
            value = exact_json.loads(answer.content.decode("utf-8-sig"))
            for token in pointer.split("/")[1:]:
                token = token.replace("~1", "/").replace("~0", "~")
                value = value[int(token)] if isinstance(value, list) else value[token]
        except (ValueError, KeyError, IndexError, TypeError):
            return None
        if value is None or isinstance(value, (bool, dict, list)):
            return None
        if isinstance(value, exact_json.Number) and abs(value.adjusted()) < IDENTIFIER_DIGITS_MAX:
            # 7.0 is the integer 7, which is how a path wants it.
            value = int(value) if value == value.to_integral_value() else value
        return str(value) or None


    def retry_after_seconds(answer):
        """Retry-After as seconds or as a date (RFC 9110, section 10.2.3); one second without it."""
        text = answer.headers.get("Retry-After", "1").strip()
        if text.isdigit():
            return int(text)
        try:
            moment = email.utils.parsedate_to_datetime(text)
            return max(0.0, moment.timestamp() - time.time())
        except (TypeError, ValueError):
            return 1

    """#
}
