"""Request content: from the data file to bytes."""

import base64

from assay_runtime import exact_json


def encode(content):
    """(media type, bytes) of a `content` entry; (None, None) when there is none."""
    if content is None:
        return None, None
    media_type = content["type"]
    if "json" in content:
        return media_type, exact_json.dumps(content["json"]).encode("utf-8")
    if "parts" in content:
        return _multipart(media_type, content["parts"])
    return media_type, _raw(content)


def _raw(content):
    if "base64" in content:
        return base64.b64decode(content["base64"])
    return content["text"].encode("utf-8")


def _multipart(media_type, parts):
    contents = [_raw(part) for part in parts]
    boundary = "assay-boundary"
    while any(boundary.encode() in content for content in contents):
        boundary += "-x"
    lines = []
    for part, content in zip(parts, contents):
        disposition = f'form-data; name="{_quoted(part["name"])}"'
        if "file_name" in part:
            disposition += f'; filename="{_quoted(part["file_name"])}"'
        head = f"--{boundary}\r\nContent-Disposition: {disposition}\r\n"
        if "type" in part:
            head += f"Content-Type: {part['type']}\r\n"
        lines += [head.encode("utf-8"), b"\r\n", content, b"\r\n"]
    lines.append(f"--{boundary}--\r\n".encode())
    return f"{media_type}; boundary={boundary}", b"".join(lines)


def _quoted(name):
    # The three characters that would end the parameter, as browsers escape them.
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
