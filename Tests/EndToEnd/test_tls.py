"""HTTPS and wss: the same server for curl, Python, node, OpenSSL's own client and a browser."""

import asyncio
import ctypes
import ctypes.util
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import time

import aiohttp
import pytest
import requests
import websockets
from playwright.sync_api import expect

from conftest import PETSTORE, ROOT, Process, Refused
from page_fixtures import browser, held, open_page  # noqa: F401
from test_progress import check, watch

EXPIRED = ROOT / "Tests" / "NetCoreTests" / "Cases" / "certificates"
NO_CHECK = ssl.create_default_context()
NO_CHECK.check_hostname = False
NO_CHECK.verify_mode = ssl.CERT_NONE


def certificate(folder, serial, kind="ec"):
    """A self-signed certificate for localhost and its key, as `cert.pem` and `key.pem` of a folder."""
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"] if kind == "ec" else ["-newkey", "rsa:2048"]
    folder.mkdir(exist_ok=True)
    subprocess.run(
        ["openssl", "req", "-x509", *key, "-nodes", "-days", "30", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-set_serial", str(serial),
         "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("tls"), 1)


@pytest.fixture(scope="module")
def secure(serve, files):
    return serve("--tls-cert", files / "cert.pem", "--tls-key", files / "key.pem", "--allow-private-urls")


def curl(*arguments):
    return subprocess.run(["curl", "-sS", "--max-time", "30", *arguments], capture_output=True, text=True)


def s_client(port, *arguments, stdin="Q\n"):
    """What OpenSSL's client says about a connection."""
    result = subprocess.run(
        ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", *arguments],
        input=stdin, capture_output=True, text=True, timeout=30,
    )
    return result.stdout + result.stderr


def serial(port):
    """The serial number of the certificate that is shown."""
    with socket.create_connection(("127.0.0.1", port)) as plain, NO_CHECK.wrap_socket(plain) as wrapped:
        der = wrapped.getpeercert(binary_form=True)
    pem = ssl.DER_cert_to_PEM_cert(der)
    shown = subprocess.run(["openssl", "x509", "-noout", "-serial"], input=pem, capture_output=True, text=True)
    return int(shown.stdout.strip().partition("=")[2], 16)


@pytest.fixture(scope="module")
def task(secure, files):
    """A finished task: its id."""
    answer = requests.post(
        f"{secure.url}/api/generate?wait=true", files={"spec": ("petstore.yaml", PETSTORE.read_bytes())},
        verify=files / "cert.pem", timeout=60,
    )
    assert answer.status_code == 200 and answer.content.startswith(b"PK\x03\x04")
    return requests.get(f"{secure.url}/api/tasks", verify=files / "cert.pem", timeout=30).json()["tasks"][0]["task_id"]


# MARK: Clients


def test_the_address_is_printed_as_https(secure):
    assert secure.url.startswith("https://127.0.0.1:")


@pytest.mark.parametrize("version", ["--tlsv1.2", "--tlsv1.3"])
@pytest.mark.parametrize("most", ["1.2", "1.3"])
def test_curl(secure, files, version, most):
    answer = curl("--cacert", files / "cert.pem", version, "--tls-max", most, "-w", "%{http_code} %{http_version}",
                  "-o", "/dev/null", f"{secure.url}/healthz", f"{secure.url}/healthz", "-o", "/dev/null")
    if (version, most) == ("--tlsv1.3", "1.2"):
        assert answer.returncode != 0  # this asks for nothing that there is
    else:
        assert answer.stdout == "200 1.1200 1.1", answer


def test_curl_with_an_old_version_is_refused(secure):
    answer = curl("-k", "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0", f"{secure.url}/healthz")
    assert answer.returncode == 35, answer


def test_a_client_that_does_not_trust_us_harms_nobody(secure, files):
    answer = curl(f"{secure.url}/healthz")
    assert answer.returncode == 60, answer
    assert curl("--cacert", files / "cert.pem", f"{secure.url}/healthz").returncode == 0


def test_http_on_the_port_of_https_is_told_so(secure):
    answer = requests.get(secure.url.replace("https", "http"), timeout=30)
    assert answer.status_code == 400
    assert "HTTPS" in answer.text
    assert answer.headers["connection"] == "close"


def test_requests_and_downloads(secure, files, task):
    with requests.Session() as session:
        session.trust_env = False  # a bundle named in the environment would win over this
        session.verify = files / "cert.pem"
        address = f"{secure.url}/api/download/{task}"
        whole = session.get(address, timeout=30)
        part = session.get(address, headers={"Range": "bytes=100-299"}, timeout=30)
        assert part.status_code == 206 and part.content == whole.content[100:300]
        assert session.get(f"{secure.url}/", timeout=30).status_code == 200
        events = session.get(
            f"{secure.url}/api/progress/{task}", headers={"Accept": "text/event-stream"}, stream=True, timeout=30
        )
        assert "complete" in events.text


def test_websockets_sees_all_updates(secure, task):
    updates, code = asyncio.run(watch_over_tls(f"{secure.websocket_url}/ws/{task}"))
    check(updates)
    assert code == 1000


async def watch_over_tls(address):
    updates = []
    async with websockets.connect(address, ssl=NO_CHECK, max_queue=None, open_timeout=30) as connection:
        try:
            async for message in connection:
                updates.append(json.loads(message))
        finally:
            await connection.wait_closed()
    return updates, connection.close_code


def test_aiohttp_sees_all_updates(secure, task):
    async def run():
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{secure.url}/healthz", ssl=NO_CHECK) as answer:
                assert answer.status == 200
            async with session.ws_connect(f"{secure.url}/ws/{task}", ssl=NO_CHECK, compress=15) as connection:
                return [json.loads(message.data) async for message in connection], connection.close_code

    updates, code = asyncio.run(run())
    check(updates)
    assert code == 1000


NODE = """
const https = require("node:https");
const [url, task] = process.argv.slice(1);
https.get(`${url}/healthz`, { rejectUnauthorized: false }, (answer) => {
  answer.resume();
  answer.on("end", () => {
    const updates = [];
    if (!globalThis.WebSocket) { console.log(JSON.stringify([answer.statusCode, null])); return; }
    const socket = new WebSocket(`${url.replace("https", "wss")}/ws/${task}`);
    socket.onmessage = (event) => updates.push(JSON.parse(event.data));
    socket.onclose = (event) => console.log(JSON.stringify([answer.statusCode, updates, event.code]));
  });
});
"""


def test_node(secure, task):
    result = subprocess.run(
        ["node", "--experimental-websocket", "-e", NODE, "--", secure.url, task], capture_output=True, text=True, timeout=60,
        env={**os.environ, "NODE_TLS_REJECT_UNAUTHORIZED": "0"},
    )
    if "bad option" in result.stderr:  # an older node has no WebSocket of its own
        result = subprocess.run(
            ["node", "-e", NODE, "--", secure.url, task], capture_output=True, text=True, timeout=60
        )
    status, updates, *code = json.loads(result.stdout)
    assert status == 200
    if updates is not None:
        check(updates)
        assert code == [1000]


def test_the_page_in_a_browser(secure, files, held, open_page, tmp_path):  # noqa: F811
    page = open_page("desktop", ignore_https_errors=True)
    updates = []
    page.on("websocket", lambda connection: connection.on(
        "framereceived", lambda frame: updates.append((connection.url, json.loads(frame)))
    ))
    page.goto(secure.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Test suite from an OpenAPI document")
    task = requests.post(
        f"{secure.url}/api/generate", json={"spec_url": held.url}, verify=files / "cert.pem", timeout=30
    ).json()["task_id"]
    page.goto(f"{secure.url}/?task={task}")
    expect(page.locator("[aria-current=step]")).to_have_text(re.compile("Read.*running"))
    held.release()
    download = page.get_by_role("link", name=re.compile("Download ZIP"))
    expect(download).to_be_visible(timeout=20_000)
    assert {url.partition("?")[0] for url, _ in updates} == {f"{secure.websocket_url}/ws/{task}"}
    assert updates[-1][1]["stage"] == "complete"
    with page.expect_download() as started:
        download.click()
    started.value.save_as(tmp_path / "suite.zip")
    assert (tmp_path / "suite.zip").read_bytes().startswith(b"PK\x03\x04")


def test_pages_of_plain_http_are_not_our_own(secure, files, task):
    for scheme, status in (("https", 426), ("http", 403)):
        origin = f"{scheme}://{secure.url.partition('://')[2]}"
        answer = requests.get(
            f"{secure.url}/ws/{task}", verify=files / "cert.pem", timeout=30,
            headers={"Origin": origin, "Connection": "Upgrade", "Upgrade": "websocket",
                     "Sec-WebSocket-Version": "12", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="},
        )
        assert answer.status_code == status, origin


# MARK: The handshake


def test_alpn(secure):
    assert "ALPN protocol: http/1.1" in s_client(secure.port, "-alpn", "h2,http/1.1")
    assert "no application protocol" in s_client(secure.port, "-alpn", "h2")
    assert "No ALPN negotiated" in s_client(secure.port)


@pytest.mark.parametrize("version", ["-tls1_2", "-tls1_3"])
def test_sessions_are_resumed(secure, tmp_path, version):
    saved = tmp_path / "session"
    request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    first = s_client(secure.port, version, "-ign_eof", "-sess_out", saved, stdin=request)
    assert "New, TLSv1" in first and saved.exists(), first
    second = s_client(secure.port, version, "-ign_eof", "-sess_in", saved, stdin=request)
    assert "Reused, TLSv1" in second, second
    assert "HTTP/1.1 200 OK" in second


@pytest.mark.parametrize("version", ["-tls1", "-tls1_1"])
def test_old_versions_are_refused(secure, version):
    shown = s_client(secure.port, version, "-cipher", "ALL:@SECLEVEL=0")
    assert "protocol version" in shown and "HTTP/1.1" not in shown, shown


@pytest.mark.parametrize("cipher", ["AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA", "NULL"])
def test_weak_ciphers_are_refused(secure, cipher):
    shown = s_client(secure.port, "-tls1_2", "-cipher", f"{cipher}:@SECLEVEL=0")
    assert "handshake failure" in shown or "no cipher" in shown.lower(), shown


def test_renegotiation_is_refused(secure):
    shown = s_client(secure.port, "-tls1_2", stdin="R\n")
    assert "no renegotiation" in shown or "NO_RENEGOTIATION" in shown, shown


@pytest.mark.parametrize("count, is_served", [(1, True), (4, True), (1000, False)])
def test_a_crowd_of_key_updates_ends_the_connection(secure, count, is_served):
    """Each is allowed (RFC 8446 §4.6.3) and costs the server more than the client."""
    library = ctypes.CDLL(ctypes.util.find_library("ssl"))
    for name in ("TLS_client_method", "SSL_CTX_new", "SSL_new", "BIO_new", "BIO_s_mem"):
        getattr(library, name).restype = ctypes.c_void_p
    pointer = ctypes.c_void_p
    session = pointer(library.SSL_new(pointer(library.SSL_CTX_new(pointer(library.TLS_client_method())))))
    with socket.create_connection(("127.0.0.1", secure.port)) as plain:
        plain.setblocking(True)
        library.SSL_set_fd(session, plain.fileno())
        assert library.SSL_connect(session) == 1
        # What comes now is gathered, so that it arrives at once.
        gathered = pointer(library.BIO_new(pointer(library.BIO_s_mem())))
        library.SSL_set0_wbio(session, gathered)
        for _ in range(count):
            assert library.SSL_key_update(session, 0) == 1 and library.SSL_do_handshake(session) == 1
        request = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        library.SSL_write(session, request, len(request))
        buffer = ctypes.create_string_buffer(1 << 20)
        byte_count = library.BIO_read(gathered, buffer, len(buffer))
        plain.sendall(buffer.raw[:byte_count])
        received = library.SSL_read(session, buffer, len(buffer))
        assert (received > 0) == is_served
        if is_served:
            assert buffer.raw.startswith(b"HTTP/1.1 200")


# MARK: Certificates


def test_sighup_shows_the_new_certificate(serve, tmp_path):
    folder = certificate(tmp_path / "renewed", 11)
    server = serve("--tls-cert", folder / "cert.pem", "--tls-key", folder / "key.pem")
    assert serial(server.port) == 11
    with requests.Session() as old:
        old.trust_env = False
        old.verify = folder / "cert.pem"
        assert old.get(f"{server.url}/healthz", timeout=30).status_code == 200

        (folder / "cert.pem").write_text("broken")
        hang_up(server, "the old certificate stays")
        assert serial(server.port) == 11

        certificate(folder, 12, kind="rsa")
        hang_up(server, "the certificate was read again")
        assert serial(server.port) == 12

        certificate(tmp_path / "other", 13)
        (folder / "key.pem").write_bytes((tmp_path / "other" / "key.pem").read_bytes())
        hang_up(server, "the old certificate stays")
        assert serial(server.port) == 12
        # The connection that was open all the time goes on.
        assert old.get(f"{server.url}/healthz", timeout=30).status_code == 200
    assert server.stop() == 0


def hang_up(server, expected):
    """Sends SIGHUP and waits until the log says what came of it, once more than before."""
    seen = sum(expected in line for line in server.log)
    server.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + 30
    while sum(expected in line for line in server.log) == seen:
        assert time.monotonic() < deadline, "".join(server.log)
        time.sleep(0.02)


@pytest.mark.parametrize(
    "chain, key, sentence",
    [
        ("missing.pem", "key.pem", "missing.pem cannot be used: there is no such file."),
        ("cert.pem", "missing.pem", "missing.pem cannot be used: there is no such file."),
        ("key.pem", "key.pem", "The certificate chain"),
        ("cert.pem", "other/key.pem", "does not belong to the first certificate"),
        ("cert.pem", None, "tls-cert and tls-key go together"),
    ],
)
def test_files_that_cannot_be_used_are_named(files, chain, key, sentence):
    certificate(files / "other", 2)
    arguments = ["--tls-cert", files / chain, *(["--tls-key", files / key] if key else [])]
    with pytest.raises(Refused) as refused:
        Process("serve", "--port", 0, *arguments)
    assert sentence in str(refused.value)
    assert "Traceback" not in str(refused.value)


def test_an_expired_certificate_is_only_a_warning(serve):
    server = serve("--tls-cert", EXPIRED / "expired.crt", "--tls-key", EXPIRED / "expired.key")
    assert any("the certificate has expired" in line for line in server.log)
    assert serial(server.port) == 3


def test_the_environment_and_a_file_know_the_certificate(serve, files, tmp_path):
    config = tmp_path / "assay.yaml"
    config.write_text(f"tls-key: {files / 'key.pem'}\n")
    server = serve("--config", config, environment={"ASSAY_TLS_CERT": str(files / "cert.pem")})
    assert serial(server.port) == 1


# MARK: The end


def test_sigterm_ends_connections_in_the_words_of_tls(serve, files):
    server = serve("--tls-cert", files / "cert.pem", "--tls-key", files / "key.pem")
    plain = socket.create_connection(("127.0.0.1", server.port))
    plain.settimeout(30)
    # Without this Python takes an end without close_notify for one.
    with NO_CHECK.wrap_socket(plain, suppress_ragged_eofs=False) as idle:
        idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert idle.recv(65536).startswith(b"HTTP/1.1 200")
        server.process.send_signal(signal.SIGTERM)
        received = b""
        while piece := idle.recv(65536):
            received += piece
    assert b"HTTP/1.1 5" not in received
    assert server.process.wait(timeout=15) == 0
