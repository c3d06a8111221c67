"""Content after the answer to HEAD, which HTTP clients pass over in silence."""

import socket
import ssl
from pathlib import Path
from urllib.parse import urlsplit

BYTES_MAX = 65_536
SECONDS_MAX = 2.0


def content_after_head(request, verify_tls):
    """The first bytes that follow the head of the answer; none when that cannot be found out."""
    target = urlsplit(request.url)
    try:
        with _connect(target, verify_tls) as peer:
            peer.sendall(_head(request, target))
            received = b""
            while len(received) < BYTES_MAX:
                chunk = peer.recv(BYTES_MAX)
                if not chunk:
                    break
                received += chunk
    except OSError:
        return b""
    content = received.partition(b"\r\n\r\n")[2]
    # After an interim answer (1xx) comes the answer itself.
    return b"" if content.startswith(b"HTTP/") else content


def _connect(target, verify_tls):
    is_secure = target.scheme == "https"
    port = target.port or (443 if is_secure else 80)
    peer = socket.create_connection((target.hostname, port), SECONDS_MAX)
    if not is_secure:
        return peer
    context = ssl.create_default_context()
    if verify_tls is False:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    elif isinstance(verify_tls, str):
        path = Path(verify_tls)
        context.load_verify_locations(*((None, path) if path.is_dir() else (path,)))
    return context.wrap_socket(peer, server_hostname=target.hostname)


def _head(request, target):
    host = target.netloc.rpartition("@")[2]
    path = (target.path or "/") + (f"?{target.query}" if target.query else "")
    headers = {"Host": host, **request.headers, "Connection": "close"}
    lines = [f"HEAD {path} HTTP/1.1", *(f"{name}: {text}" for name, text in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("utf-8")
