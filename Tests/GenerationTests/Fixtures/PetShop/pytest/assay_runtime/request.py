"""A request, put together exactly as the data says."""

from dataclasses import dataclass
from urllib.parse import quote

from assay_runtime import content

BODILESS_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")


@dataclass
class Request:
    """What goes out: nothing is added, re-quoted or left out after this."""

    method: str
    url: str
    headers: dict
    body: bytes = None


def build(base_url, data, resources, credentials):
    """The request of a case; `resources` replace the `{names}` of fixtures in its path."""
    path = data["path"]
    for name, value in resources.items():
        path = path.replace("{" + name + "}", quote(value, safe=""))
    query = [data["query"]] if data.get("query") else []
    cookies = [data["cookies"]] if data.get("cookies") else []
    media_type, body = content.encode(data.get("content"))

    headers = {"User-Agent": "assay-suite", "Accept": "*/*"}
    if media_type is not None:
        headers["Content-Type"] = media_type
    if body is not None or data["method"] not in BODILESS_METHODS:
        headers["Content-Length"] = str(len(body or b""))
    _update(headers, data.get("headers", {}))
    for part in credentials:
        _update(headers, part.headers)
        cookies += [f"{name}={value}" for name, value in part.cookies.items()]
        query += [f"{quote(n, safe='')}={quote(v, safe='')}" for n, v in part.query.items()]
    if cookies:
        headers["Cookie"] = "; ".join(cookies)

    url = base_url + path
    if query:
        url += ("&" if "?" in path else "?") + "&".join(query)
    return Request(data["method"], url, headers, body)


def _update(headers, additions):
    """Sets header fields; their names do not depend on letter case."""
    for name, value in additions.items():
        known = next((key for key in headers if key.lower() == name.lower()), name)
        headers[known] = value
