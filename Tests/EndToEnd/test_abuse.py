"""Clients that want to do harm: others are served meanwhile, memory and descriptors stay within their bounds.

Each scenario runs for a second or two against `netcore-lab` with short time-outs. The bounds on memory are those of all
connections together; the load is as high as one core of Python makes it. On a machine that is busy otherwise, others
may wait longer by as much as the server does for the processor.
"""

import contextlib
import os
import socket
import time
import zlib

import pytest
import requests
from abuse import (
    BINARY,
    CLOSE,
    DEFLATE,
    MEBIBYTE,
    PING,
    TEXT,
    Bystander,
    Clients,
    Watch,
    ended,
    flood,
    frame,
    given_up,
    raise_open_files,
    request,
    upgrade,
)
from conftest import Process
from test_netcore_lab import LAB

SECONDS = 0.7
# The server's time-outs, and what its clock and a busy machine may add to them.
TIMEOUT, SLACK = 1, 4
MEMORY_MAX = 64 * MEBIBYTE
# Where large messages wait: what may wait in all, and again as much for copies while they grow.
WAITING_MAX = 160 * MEBIBYTE
CHUNKED = "Transfer-Encoding: chunked\r\n"
FORM = "Content-Type: multipart/form-data; boundary=b\r\n"
FLAGS = ["--head-timeout", TIMEOUT, "--content-timeout", TIMEOUT, "--write-timeout", TIMEOUT, "--idle-timeout", 5]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("www")
    with (folder / "large.bin").open("wb") as file:
        file.truncate(64 * MEBIBYTE)
    return folder


@pytest.fixture(scope="module")
def start(folder):
    """Starts a lab; at the end each must stop as it should."""
    raise_open_files()
    started = []

    def run(*flags):
        started.append(Process("--port", 0, "--threads", 1, "--root", folder, *flags, program=LAB))
        return started[-1]

    yield run
    for lab in started:
        assert lab.stop() == 0


@pytest.fixture(scope="module")
def lab(start):
    return start(*FLAGS)


@pytest.fixture(scope="module")
def control(start):
    """A server that nobody abuses."""
    return start()


@pytest.fixture
def clients(lab, control):
    """Clients of the lab. Afterwards they are gone, and the server is as it was."""
    with watched(lab, control) as clients:
        yield clients


@contextlib.contextmanager
def watched(lab, control, memory_max=MEMORY_MAX):
    assert_served(lab)
    watch = Watch(lab.process.pid)
    files, memory = watch.files, watch.memory
    watch.forget_peak()
    watch.processor_share()
    bystander = Bystander(lab.port, control.port)
    clients = Clients(lab.port)
    try:
        yield clients
    finally:
        served, control_served = bystander.times()
        share = watch.processor_share()
        grown = watch.peak - memory
        clients.close()
    # Other work on the machine makes both slower, and the server that has much to do more so.
    served_max = 0.05 / share + 5 * control_served
    assert served < served_max, f"p99 {served:.3f} s, {served_max:.3f} s allowed at {share:.0%} of the processor"
    assert grown < memory_max, f"{grown / MEBIBYTE:.0f} MiB more"
    assert watch.files_return_to(files, 10), f"{watch.files} files are open, {files} before"
    assert_served(lab)


def assert_served(lab):
    assert requests.get(f"{lab.url}/api/progress/x", timeout=20).json()["progress"] == 42
    # The server keeps a file open that was asked for.
    assert requests.head(f"{lab.url}/large.bin", timeout=20).headers["Content-Length"] == str(64 * MEBIBYTE)
    assert requests.post(f"{lab.url}/echo", b"x" * 100_000, timeout=20).content == b"x" * 100_000
    clients = Clients(lab.port)
    websocket = clients.open_websockets("/echo")[0]
    websocket.sendall(frame(TEXT, b"hello"))
    assert websocket.recv(7, socket.MSG_WAITALL) == b"\x81\x05hello"
    clients.close()


# Slow clients


def test_slow_heads(clients):
    slow = clients.open(300, b"GET / HTTP/1.1\r\nHost: a\r\n")
    flood(slow, b"a", SECONDS, pause=0.1)
    assert ended(slow, SLACK) == 300


def test_slow_content(clients):
    slow = clients.open(300, request("/echo", "POST", "Content-Length: 100000\r\n"))
    flood(slow, b"a", 2 * TIMEOUT, pause=0.1)
    assert ended(slow, SLACK) == 300


def test_slow_chunks(clients):
    slow = clients.open(300, request("/echo", "POST", CHUNKED))
    flood(slow, b"1\r\na\r\n", 2 * TIMEOUT, pause=0.1)
    assert ended(slow, SLACK) == 300


def test_clients_that_say_nothing(clients):
    assert ended(clients.open(300), TIMEOUT + SLACK) == 300


def test_a_file_that_nobody_reads(clients):
    unread = clients.open(100, request("/large.bin"), receive_buffer=4096)
    assert given_up(unread, TIMEOUT + SLACK) == 100


def test_small_answers_that_nobody_reads(clients):
    """They may all fit into what the kernel keeps: only what they cost is looked at."""
    unread = clients.open(100, receive_buffer=4096)
    flood(unread, request("/api/progress/x") * 100, 2 * TIMEOUT)


def test_slow_reader(clients):
    slow = clients.open(50, request("/large.bin"), receive_buffer=4096)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        for client in slow:
            with contextlib.suppress(OSError):
                client.recv(100)
        time.sleep(0.1)


def test_echoed_content_that_nobody_reads(lab, control):
    with watched(lab, control, memory_max=128 * MEBIBYTE) as clients:
        unread = clients.open(40, receive_buffer=4096)
        flood(unread, request("/echo", "POST", f"Content-Length: {MEBIBYTE}\r\n", bytes(MEBIBYTE)), SECONDS)


# Many clients


def test_idle_connections(lab, control):
    count = min(10_000, raise_open_files() - 500)
    with watched(lab, control) as clients:
        assert len(clients.open(count // 2)) == count // 2
        assert len(clients.open_websockets("/ws/idle", count - count // 2)) == count - count // 2


def test_connections_beyond_the_bound(start, control):
    lab = start("--connections-max", 50)
    with watched(lab, control) as clients:
        # The bystander has two.
        admitted = clients.open(48)
        flooded = clients.open(400, request())
        answers = [client.recv(12) for client in flooded if alive(client)]
        assert sum(answer == b"HTTP/1.1 503" for answer in answers) >= 100
        assert not any(answer == b"HTTP/1.1 200" for answer in answers)
        for client in admitted:
            client.sendall(request())
            assert client.recv(12) == b"HTTP/1.1 200"


def alive(client):
    """Whether something came, and not the end or a reset."""
    try:
        return client.recv(1, socket.MSG_PEEK)
    except OSError:
        return False


def test_connections_that_come_and_go(clients):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        clients.open(50)
        clients.close()
        clients.open(50, request())
        clients.close(reset=True)


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"GET / HT",
        request("/echo", "POST", "Content-Length: 1000\r\n", b"half"),
        request("/echo", "POST", "Expect: 100-continue\r\nContent-Length: 1000\r\n"),
        request("/large.bin"),
        upgrade("/echo"),
        upgrade("/echo") + frame(TEXT, b"x" * 100)[:50],
        upgrade("/echo", DEFLATE) + frame(TEXT, b"x" * 100, final=False),
        upgrade("/ws/reset") + frame(CLOSE),
        request() + b"GARBAGE\r\n\r\n",
    ],
    ids=["handshake", "head", "content", "continue", "answer", "open", "frame", "fragment", "close", "error"],
)
def test_resets(clients, first):
    end = time.monotonic() + SECONDS / 3
    while time.monotonic() < end:
        clients.open(50, first)
        clients.close(reset=True)


def test_reset_after_the_end(clients):
    for _ in range(5):
        for client in clients.open(50, request("/large.bin")):
            client.shutdown(socket.SHUT_WR)
        clients.close(reset=True)


def test_half_open_connections(clients):
    for first in (b"", b"GET / HT", request("/echo", "POST", "Content-Length: 9\r\n", b"x"), request()):
        half_open = clients.open(100, first)
        for client in half_open:
            client.shutdown(socket.SHUT_WR)
        assert ended(half_open, 2 * TIMEOUT + SLACK) == 100


# Endless requests


@pytest.mark.parametrize(
    ("first", "piece"),
    [
        (b"GET /", b"a" * 65536),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: ", b"a" * 65536),
        (b"GET / HTTP/1.1\r\nHost: a\r\n", b"A: b\r\n" * 10_000),
        (b"\r\n", b"\r\n" * 30_000),
        (request("/echo", "POST", CHUNKED), b"1\r\na\r\n" * 10_000),
        (request("/echo", "POST", CHUNKED) + b"1;", b"a" * 65536),
        (request("/echo", "POST", CHUNKED), b"1;a=b\r\na\r\n" * 5_000),
        (request("/echo", "POST", CHUNKED) + b"0\r\n", b"A: b\r\n" * 10_000),
        (request("/echo", "POST", f"Content-Length: {2**62}\r\n"), bytes(65536)),
        (request("/api/progress/x", "POST", f"Content-Length: {2**62}\r\n"), bytes(65536)),
        (
            request("/upload", "POST", FORM + CHUNKED),
            b"ffff\r\n" + (b"--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n" * 2000)[:65535] + b"\r\n",
        ),
        (
            request("/upload", "POST", FORM + CHUNKED) + b"5\r\n--b\r\n\r\n",
            b"ffff\r\n" + b"A: b\r\n" * 10922 + b"aaa\r\n",
        ),
    ],
    ids=[
        "target", "field", "fields", "empty lines", "chunks", "extension", "extensions", "trailers", "content",
        "unwanted content", "parts", "part head",
    ],
)  # fmt: skip
def test_endless_requests(clients, first, piece):
    end = time.monotonic() + SECONDS
    while (left := end - time.monotonic()) > 0:
        flood(clients.open(20, first), piece, left, reads=True)
        clients.close()


@pytest.mark.parametrize(
    "one",
    [
        request(),
        request("/large.bin", fields="Range: bytes=" + ",".join(f"{n}-{n}" for n in range(2000)) + "\r\n"),
        request("/large.bin", fields="Range: bytes=" + ",".join(["0-"] * 3000) + "\r\n"),
        request("/echo", "POST", "Expect: 100-continue\r\nContent-Length: 1\r\n", b"x"),
        upgrade("/echo", key="x"),
        request("/echo", "POST", "Content-Length: 0\r\n"),
        b"G\0T",
    ],
    ids=["requests", "ranges", "whole ranges", "continue", "handshakes", "posts", "garbage"],
)
@pytest.mark.parametrize("reads", [True, False], ids=["read", "unread"])
def test_pipelined_floods(clients, one, reads):
    end = time.monotonic() + SECONDS
    while (left := end - time.monotonic()) > 0:
        flood(clients.open(30, one), one * 100, left, reads=reads)
        clients.close()


# WebSocket


@pytest.mark.parametrize("reads", [True, False], ids=["read", "unread"])
@pytest.mark.parametrize(
    "piece",
    [
        frame(PING, b"x" * 125) * 500,
        frame(PING) * 5000,
        frame(TEXT) * 5000,
        frame(TEXT, b"x" * 1000) * 60,
        frame(BINARY, bytes(MEBIBYTE)),
    ],
    ids=["pings", "empty pings", "empty messages", "messages", "large messages"],
)
def test_websocket_floods(clients, piece, reads):
    flood(clients.open_websockets("/echo", 20), piece, SECONDS, reads=reads)


@pytest.mark.parametrize("payload", [b"", b"x"], ids=["empty", "one byte"])
def test_fragment_floods(clients, payload):
    endless = clients.open_websockets("/echo", 20)
    for client in endless:
        client.sendall(frame(TEXT, b"x", final=False))
    flood(endless, frame(0, payload, final=False) * 5000, SECONDS)


def test_messages_that_never_end(lab, control):
    with watched(lab, control, memory_max=WAITING_MAX) as clients:
        flood(clients.open_websockets("/echo", 50), frame(BINARY, bytes(15 * MEBIBYTE), final=False)[:-1], SECONDS)


def bomb(byte_count):
    """A message of zeros, deflated a thousand times smaller."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (deflate.compress(bytes(byte_count)) + deflate.flush(zlib.Z_SYNC_FLUSH))[:-4]


def test_deflate_bombs(lab, control):
    message = frame(BINARY, bomb(100 * MEBIBYTE), compressed=True)
    with watched(lab, control, memory_max=WAITING_MAX) as clients:
        bombs = clients.open_websockets("/echo", 30, DEFLATE)
        for client in bombs:
            client.sendall(message)
        assert ended(bombs, 10) == 30


def test_compressed_messages_that_nobody_reads(clients):
    flood(clients.open_websockets("/echo", 30, DEFLATE), frame(BINARY, bomb(MEBIBYTE), compressed=True), SECONDS)


def test_compressed_contexts(lab, control):
    with watched(lab, control, memory_max=160 * MEBIBYTE) as clients:
        for client in clients.open_websockets("/echo", 1000, DEFLATE):
            client.sendall(frame(TEXT, bomb(1000), compressed=True))
            assert client.recv(1)


def test_subscribers_that_never_read(clients):
    clients.open_websockets("/ws/unread", 500, receive_buffer=4096)
    reader = clients.open_websockets("/ws/unread")[0]
    publisher = clients.open_websockets("/pub/unread")
    flood(publisher, frame(TEXT, b"x" * 4000) * 10, SECONDS)
    assert reader.recv(65536)
    reader.settimeout(20)
    publisher[0].setblocking(True)
    # The one that reads gets the last message, after no more than its backlog.
    publisher[0].sendall(frame(TEXT, b"the end"))
    received = b""
    while not received.endswith(b"the end"):
        received = (received + reader.recv(MEBIBYTE))[-7:]


def test_publishers_that_flood(clients):
    clients.open_websockets("/ws/flood", 50)
    flood(clients.open_websockets("/pub/flood", 20), frame(TEXT, b"x" * 200) * 100, SECONDS)


def test_large_messages_to_a_slow_topic(lab, control):
    with watched(lab, control, memory_max=WAITING_MAX + 64 * MEBIBYTE) as clients:
        clients.open_websockets("/ws/large", 20, receive_buffer=4096)
        # The topic has a log in each coding, and the loop as well, beside what waits.
        clients.open_websockets("/ws/large", 20, DEFLATE, receive_buffer=4096)
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            assert requests.post(f"{lab.url}/publish/large", b"x" * (4 * MEBIBYTE), timeout=20).status_code == 200


def test_chat_members_that_never_read(clients):
    clients.open_websockets("/chat", 200, receive_buffer=4096)
    flood(clients.open_websockets("/chat", 3), frame(TEXT, b"x" * 1000) * 20, SECONDS)


def test_many_topics(clients):
    for number in range(1500):
        clients.open(1, upgrade(f"/ws/topic-{number}-{os.urandom(4).hex()}"))
    publishers = clients.open_websockets("/pub/nobody", 10)
    flood(publishers, frame(TEXT, b"x" * 1000) * 20, SECONDS / 2)


def test_closing_handshakes_without_an_answer(clients):
    closing = clients.open_websockets("/echo", 200)
    for client in closing:
        client.sendall(frame(CLOSE, b"\x03\xe8"))
    time.sleep(SECONDS)


def test_frames_that_break_the_rules(clients):
    for piece in (b"\x81\x05hello", b"\xf1\x80" + bytes(4), b"\x83\x80" + bytes(4), frame(0), b"\xff" * 1000):
        broken = clients.open_websockets("/echo", 50)
        for client in broken:
            client.sendall(piece)
        flood(broken, piece * 100, SECONDS / 5, reads=True)
        assert ended(broken, SLACK + 2) == 50


def test_handshakes_and_nothing_more(clients):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        clients.open(50, upgrade("/echo"))
        clients.close()


def test_handshake_with_frames_at_once(clients):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        for client in clients.open(20, upgrade("/echo") + frame(TEXT, b"hello") * 3):
            client.settimeout(20)
            received = b""
            while received.count(b"hello") < 3:
                received += client.recv(4096)
        clients.close(reset=True)
