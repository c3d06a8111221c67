"""The server of the benchmarks and conformance suites, `netcore-lab`: each route with real clients, each bound on both sides."""

import contextlib
import hashlib
import os
import socket
import subprocess
import time

import pytest
import requests
from conftest import LAB, Process
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

MEBIBYTE = 1024 * 1024
TIMEOUT = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("www")
    (folder / "page.html").write_text("<!doctype html><title>x</title>")
    (folder / "large.bin").write_bytes(bytes(64 * MEBIBYTE))
    return folder


@pytest.fixture(scope="module")
def start(folder):
    """Starts the lab with some flags."""
    started = []

    def run(*flags):
        lab = Process("--port", 0, "--threads", 2, "--root", folder, *flags, program=LAB)
        started.append(lab)
        return lab

    yield run
    for lab in started:
        assert lab.stop() == 0


@pytest.fixture(scope="module")
def lab(start):
    return start()


def post(lab, path, content, **arguments):
    return requests.post(lab.url + path, data=content, timeout=TIMEOUT, **arguments)


def in_chunks(content):
    """Makes `requests` use the chunked transfer coding."""
    return (content[start : start + 400] for start in range(0, len(content), 400))


def raw_socket(lab):
    return socket.create_connection(("127.0.0.1", lab.port), timeout=TIMEOUT)


def read_to_end(client):
    received = b""
    while piece := client.recv(65536):
        received += piece
    return received


def close_code(websocket):
    with pytest.raises(ConnectionClosed) as closed:
        websocket.recv(timeout=TIMEOUT)
    return closed.value.rcvd.code


# HTTP


def test_json(lab):
    answer = requests.get(f"{lab.url}/api/progress/x", timeout=TIMEOUT)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["progress"] == 42
    assert 90 <= len(answer.content) <= 110


def test_files(lab, folder):
    answer = requests.get(f"{lab.url}/page.html", timeout=TIMEOUT)
    assert (answer.status_code, answer.text) == (200, (folder / "page.html").read_text())
    assert requests.get(f"{lab.url}/none.html", timeout=TIMEOUT).status_code == 404


def test_curl(lab):
    command = ["curl", "-sS", "--fail", "--data-binary", "@-", f"{lab.url}/echo"]
    content = os.urandom(3 * MEBIBYTE)
    assert subprocess.run(command, input=content, capture_output=True, timeout=TIMEOUT, check=True).stdout == content


@pytest.mark.parametrize("content", [b"", b"hello", os.urandom(MEBIBYTE)], ids=len)
@pytest.mark.parametrize("encode", [bytes, in_chunks])
def test_echo_of_content(lab, content, encode):
    answer = post(lab, "/echo", encode(content))
    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("DELETE", "/echo", 405, "GET, POST, OPTIONS"),
        ("GET", "/upload", 405, "POST, OPTIONS"),
        ("POST", "/page.html", 405, "GET, HEAD, OPTIONS"),
        ("OPTIONS", "/api/progress/x", 204, "GET, HEAD, OPTIONS"),
        ("BREW", "/echo", 501, "GET, POST, OPTIONS"),
        ("GET", "/chat", 426, None),
    ],
)
def test_methods(lab, method, path, status, allow):
    answer = requests.request(method, lab.url + path, timeout=TIMEOUT)
    assert (answer.status_code, answer.headers.get("Allow")) == (status, allow)


def test_upload(lab):
    contents = [b"", b"one", os.urandom(2 * MEBIBYTE)]
    files = [("file", (f"{index}.bin", content)) for index, content in enumerate(contents)]
    answer = post(lab, "/upload", {"kind": "three"}, files=files)
    assert answer.status_code == 200
    expected = [("kind", None, b"three")] + [(name, *file) for name, file in files]
    assert answer.json()["parts"] == [
        {"name": name, "filename": filename, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, filename, content in expected
    ]


@pytest.mark.parametrize(
    ("content_type", "content", "status"),
    [
        ("multipart/form-data; boundary=b", b"", 400),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\ncut', 400),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Type: text/plain\r\n\r\nnameless\r\n--b--\r\n", 400),
        ("multipart/form-data", b"--b--\r\n", 400),
        ("text/plain", b"text", 415),
    ],
)
def test_upload_of_what_is_no_form(lab, content_type, content, status):
    assert post(lab, "/upload", content, headers={"Content-Type": content_type}).status_code == status


# WebSocket


@pytest.mark.parametrize("message", ["", "grüße", b"\xff\x00", "x" * 100_000])
@pytest.mark.parametrize("compression", [None, "deflate"])
def test_echo(lab, message, compression):
    with connect(f"{lab.websocket_url}/echo", compression=compression) as websocket:
        websocket.send(message)
        assert websocket.recv(timeout=TIMEOUT) == message


@pytest.mark.parametrize("fragment", [16 * MEBIBYTE, MEBIBYTE - 1, 1000])
def test_echo_of_a_long_message_in_fragments(lab, fragment):
    message = os.urandom(16 * MEBIBYTE)
    with connect(f"{lab.websocket_url}/echo", compression=None, max_size=None) as websocket:
        websocket.send(message[start : start + fragment] for start in range(0, len(message), fragment))
        assert websocket.recv(timeout=TIMEOUT) == message


def test_chat(lab):
    with connect(f"{lab.websocket_url}/chat") as first, connect(f"{lab.websocket_url}/chat") as second:
        for sender, message in [(first, "hello"), (second, b"\x00\x01"), (first, "bye")]:
            sender.send(message)
            for receiver in (first, second):
                assert receiver.recv(timeout=TIMEOUT) == message


def test_topics(lab):
    with (
        connect(f"{lab.websocket_url}/ws/news") as subscriber,
        connect(f"{lab.websocket_url}/ws/other") as stranger,
        connect(f"{lab.websocket_url}/pub/news") as publisher,
    ):
        publisher.send("from a socket")
        assert subscriber.recv(timeout=TIMEOUT) == "from a socket"
        assert post(lab, "/publish/news", "from a request").json() == {"ok": True}
        assert subscriber.recv(timeout=TIMEOUT) == "from a request"
        with connect(f"{lab.websocket_url}/ws/news") as late:
            publisher.send("for all")
            assert late.recv(timeout=TIMEOUT) == subscriber.recv(timeout=TIMEOUT) == "for all"
        assert post(lab, "/publish/other", "to a stranger").status_code == 200
        assert stranger.recv(timeout=TIMEOUT) == "to a stranger"


def test_publishing_what_is_no_text(lab):
    assert post(lab, "/publish/news", b"\xff").status_code == 400
    with connect(f"{lab.websocket_url}/pub/news") as publisher:
        publisher.send(b"\xff")
        assert close_code(publisher) == 1003


def test_topics_that_nobody_follows_make_room_for_others(lab):
    for index in range(1100):
        url = f"{lab.websocket_url}/ws/{index}"
        while True:
            try:
                connect(url).close()
                break
            except InvalidStatus as refusal:
                assert refusal.response.status_code == 503
                time.sleep(0.1)


# Bounds


@pytest.mark.parametrize("encode", [bytes, in_chunks])
def test_content_bound(start, encode):
    lab = start("--content-max", 1000)
    assert post(lab, "/echo", encode(bytes(1000))).status_code == 200
    assert post(lab, "/echo", encode(bytes(1001))).status_code == 413
    form = {"headers": {"Content-Type": "multipart/form-data; boundary=b"}}
    assert post(lab, "/upload", encode(bytes(1001)), **form).status_code == 413


def test_message_bound(start):
    lab = start("--message-max", 1000)
    with connect(f"{lab.websocket_url}/echo") as websocket:
        websocket.send(bytes(1000))
        assert websocket.recv(timeout=TIMEOUT) == bytes(1000)
        websocket.send(bytes(1001))
        assert close_code(websocket) == 1009


def test_connection_bound(start):
    lab = start("--connections-max", 2)
    request = b"GET /page.html HTTP/1.1\r\nHost: x\r\n"
    with raw_socket(lab) as first, raw_socket(lab) as second:
        for client in (first, second):  # The third must not be accepted before them, by another thread.
            client.sendall(request + b"\r\n")
            assert b" 200 " in client.recv(65536)
        with raw_socket(lab) as third:
            assert b" 503 " in read_to_end(third)
        for client in (first, second):
            client.sendall(request + b"Connection: close\r\n\r\n")
            assert b" 200 " in read_to_end(client)


@pytest.mark.parametrize(
    ("flag", "sent", "answered"),
    [
        ("--head-timeout", b"GET / HT", b"HTTP/1.1 408 "),
        ("--content-timeout", b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1", b"HTTP/1.1 408 "),
        ("--idle-timeout", b"GET /page.html HTTP/1.1\r\nHost: x\r\n\r\n", b"HTTP/1.1 200 "),
    ],
)
def test_time_bounds(start, flag, sent, answered):
    lab = start(flag, 0.4)
    with raw_socket(lab) as client:
        begun = time.monotonic()
        client.sendall(sent)
        assert read_to_end(client).startswith(answered)
        assert 0.3 < time.monotonic() - begun < 5


def test_a_client_that_does_not_read_is_given_up(start):
    lab = start("--write-timeout", 0.4)
    with raw_socket(lab) as client:
        client.sendall(b"GET /large.bin HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(2)  # The time in which it does not read.
        received = 0
        with contextlib.suppress(ConnectionResetError):
            while piece := client.recv(MEBIBYTE):
                received += len(piece)
        assert received < 64 * MEBIBYTE


@pytest.mark.parametrize("flags", [("--head-timeout", "0"), ("--message-max", "-1"), ("--threads", "0"), ("--nothing",)])
def test_flags_that_mean_nothing(flags):
    assert subprocess.run([LAB, *flags], capture_output=True, timeout=TIMEOUT).returncode == 64


def test_the_end(start):
    lab = start()
    with connect(f"{lab.websocket_url}/chat") as websocket:
        lab.process.terminate()
        assert close_code(websocket) == 1001
    assert lab.stop() == 0
