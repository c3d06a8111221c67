extension PytestRuntime {
  /// `assay_runtime/expectations.py`: the oracles.
  static let expectations = #"""
    """What decides pass or fail: status, content type, schema and header fields of an answer."""

    import warnings
    from dataclasses import dataclass

    from assay_runtime import exact_json

    CONTENT_FORBIDDEN = (204, 205, 304)


    class UndocumentedStatus(UserWarning):
        """The document does not list a status that a correct server may well answer with."""


    @dataclass(frozen=True)
    class Fault:
        """One unmet expectation; the pointer says where in the answer's JSON content."""

        message: str
        pointer: str = None


    def find_faults(case, answer, schemas):
        """Every expectation that the answer does not meet; an empty list passes the test."""
        fault = _status_fault(case, answer)
        if fault is not None:
            # The rest would only say so again in other words.
            return [fault]
        documented = documented_answer(case.answers, answer.status)
        if documented is None:
            return _undocumented(case, answer)
        faults = _header_faults(documented, answer, schemas)
        if _forbids_content(case, answer):
            return faults + _content_present(answer)
        return faults + _content_faults(documented, answer, schemas)


    def documented_answer(answers, status):
        """The documented answer for a status: its own code, else its range, else `default`."""
        for pattern in (str(status), f"{status // 100}XX", "default"):
            for answer in answers:
                if answer["status"] == pattern:
                    return answer
        return None


    def _status_fault(case, answer):
        expected = case.expect["status"]
        if str(answer.status) in expected:
            return None
        if answer.status >= 500 and "5XX" not in expected:
            return Fault(f"the server failed: status {answer.status}; no request may cause that")
        if f"{answer.status // 100}XX" in expected or "default" in expected:
            return None
        return Fault(f"status {answer.status} is not {case.expect['text']}")


    def _undocumented(case, answer):
        """A status that passes but that no documented answer describes."""
        faults = _content_present(answer) if _forbids_content(case, answer) else []
        if not case.answers or str(answer.status) in case.expect["status"]:
            return faults
        listed = ", ".join(known["status"] for known in case.answers)
        message = f"status {answer.status} is not documented; the document lists {listed}"
        if answer.status < 400 and any(known["status"][0] in "23" for known in case.answers):
            return [*faults, Fault(message)]
        # Documents rarely list every client error, and some list nothing else.
        # Pytest shows a text once, with all tests that gave it: so it says nothing of the case.
        warnings.warn(f"{case.operation}: {message}", UndocumentedStatus, stacklevel=1)
        return faults


    def _forbids_content(case, answer):
        if case.request["method"] == "HEAD" or answer.status in CONTENT_FORBIDDEN:
            return True
        return case.expect.get("content") == "forbidden" and answer.status < 400


    def _content_present(answer):
        if answer.content:
            return [Fault(f"there must be no content, but {len(answer.content)} bytes came")]
        announced = answer.headers.get("Content-Length", "0")
        if answer.status in (204, 205) and announced.strip() != "0":
            return [Fault(f"status {answer.status} announces a content of {announced} bytes")]
        return []


    def _content_faults(documented, answer, schemas):
        accepted = documented.get("content", [])
        media_type = answer.headers.get("Content-Type", "").split(";")[0].strip().lower()
        if accepted and not any(_accepts(pattern, media_type) for pattern in accepted):
            came = f"Content-Type is {media_type}" if media_type else "there is no Content-Type"
            return [Fault(f"{came}; documented: {', '.join(accepted)}")]
        if "schema" not in documented or not is_json(media_type) or answer.is_partial:
            return []
        try:
            value = exact_json.loads(answer.content.decode("utf-8-sig"))
        except ValueError as error:
            return [Fault(f"the content is not the JSON that its Content-Type promises: {error}")]
        return [
            Fault(message, pointer)
            for pointer, message in schemas.errors(documented["schema"], value)
        ]


    def _accepts(pattern, media_type):
        """Whether a documented media type or range covers this one; parameters do not count."""
        pattern = pattern.split(";")[0].strip().lower()
        if pattern in ("*/*", "*"):
            return True
        if pattern.endswith("/*"):
            return media_type.startswith(pattern[:-1])
        return media_type == pattern


    def is_json(media_type):
        return media_type in ("application/json", "text/json") or media_type.endswith("+json")


    def _header_faults(documented, answer, schemas):
        faults = []
        for header in documented.get("headers", []):
            name = header["name"]
            value = answer.headers.get(name)
            if value is None:
                faults.append(Fault(f"the required header field {name} is missing"))
            elif "schema" in header and not _header_is_valid(header["schema"], value, schemas):
                faults.append(
                    Fault(f"the header field {name} does not match its schema: {value!r}")
                )
        return faults


    def _header_is_valid(schema, text, schemas):
        """A field value is only text: it passes when any way to read it is valid."""
        return any(not schemas.errors(schema, reading) for reading in _header_readings(text))


    def _header_readings(text):
        """The value as text and as JSON; its parts as a list and, in both spellings, as an object."""
        yield text
        yield _scalar(text)
        parts = [part.strip() for part in text.split(",")]
        yield parts
        yield [_scalar(part) for part in parts]
        if len(parts) % 2 == 0:
            yield {name: _scalar(value) for name, value in zip(parts[::2], parts[1::2])}
        if all("=" in part for part in parts):
            pairs = (part.split("=", 1) for part in parts)
            yield {name: _scalar(value) for name, value in pairs}


    def _scalar(text):
        try:
            return exact_json.loads(text)
        except ValueError:
            return text

    """#
}
