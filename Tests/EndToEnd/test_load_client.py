"""The benchmarks' WebSocket client, `wsload`: it notices what a server does wrong, and counts only what came."""

import base64
import contextlib
import hashlib
import json
import socket
import struct
import subprocess
import threading
import time

import pytest
from conftest import ROOT

WSLOAD = ROOT / "Benchmarks/.build/release/wsload"
TIMEOUT = 30


def frame(payload, opcode=1, is_final=True):
    count = len(payload)
    if count < 126:
        length = bytes([count])
    else:
        length = struct.pack("!BH", 126, count) if count < 65536 else struct.pack("!BQ", 127, count)
    return bytes([is_final << 7 | opcode]) + length + payload


def message(sequence, padding=0, sent=None):
    values = {"seq": sequence, "t": time.monotonic_ns() if sent is None else sent, "pad": "x" * padding}
    return json.dumps(values, separators=(",", ":")).encode()


def frames(*sequences):
    return [frame(message(sequence)) for sequence in sequences]


def in_single_bytes(pieces):
    whole = b"".join(pieces)
    return [whole[index : index + 1] for index in range(len(whole))]


def in_fragments(payload):
    return [frame(payload[:20], is_final=False), frame(b"", 9), frame(payload[20:], opcode=0)]


class ScriptedServer:
    """Accepts one WebSocket, sends it what it was told, and keeps what comes back for a moment."""

    def __init__(self, pieces):
        self.pieces = pieces
        self.received = b""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        client, _ = self.listener.accept()
        with client, contextlib.suppress(OSError):
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            request = b""
            while b"\r\n\r\n" not in request:
                request += client.recv(4096)
            key = request.split(b"Sec-WebSocket-Key: ")[1].split(b"\r\n")[0]
            accept = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
            client.sendall(b"HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n")
            for piece in self.pieces:
                client.sendall(piece)
            client.settimeout(TIMEOUT)
            while piece := client.recv(4096):
                self.received += piece


def run(port, *arguments):
    command = [WSLOAD, "subscribers", "--connections", "1", "--warm-up", "0", "--seconds", "0.5", *arguments]
    finished = subprocess.run(
        [*command, f"ws://127.0.0.1:{port}/ws/x"], capture_output=True, text=True, timeout=TIMEOUT
    )
    return json.loads(finished.stdout), finished.returncode


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (frames(*range(10)), {"opened": 1}),
        (frames(5, 6, 7), {}),
        (frames(0, 1, 5, 6), {"lost": 3}),
        (frames(0, 2, 1, 3), {"lost": 1, "reordered": 1}),
        (frames(0, 1, 1, 2), {"reordered": 1, "repeated": 1}),
        ([frame(message(0, 300)), frame(message(1, 70_000)), frame(message(2))], {}),
        (in_single_bytes([frame(message(index, 200)) for index in range(3)]), {}),
        (in_fragments(message(0)), {"failed": 0}),
        ([b"\x81\x85\0\0\0\0hello"], {"malformed": 1, "closed_early": 1}),
        ([*frames(0), frame(b"\x03\xe8", 8)], {"closed_early": 1}),
    ],
    ids=["in order", "late", "gap", "swapped", "twice", "lengths", "cut", "fragments", "masked", "closed"],
)
def test_faults(pieces, expected):
    result, status = run(ScriptedServer(pieces).port)
    for key in ("lost", "reordered", "repeated", "malformed", "failed", "closed_early"):
        assert result[key] == expected.get(key, 0), (key, result)
    assert status == bool(expected.get("closed_early"))


def test_latency_is_the_time_since_a_message_was_sent():
    def pieces():
        for sequence in range(20):
            time.sleep(0.05)  # Most of them come while it measures.
            yield frame(message(sequence, sent=time.monotonic_ns() - 5_000_000_000))

    result, _ = run(ScriptedServer(pieces()).port)
    assert 4_900_000 < result["p50_us"] <= result["max_us"]


def test_pings_are_answered():
    server = ScriptedServer([frame(b"hello", 9)])
    run(server.port)
    server.thread.join(TIMEOUT)
    assert server.received[:2] == b"\x8a\x85"


def test_refused_connections_are_failures():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    result, status = run(port)
    assert (result["failed"], status) == (1, 1)


@pytest.mark.parametrize("url", ["ws://10.0.0.1:80/x", "http://127.0.0.1:80/x", "ws://127.0.0.1/x"])
def test_only_this_machine_is_loaded(url):
    assert subprocess.run([WSLOAD, "idle", url], capture_output=True, timeout=TIMEOUT).returncode == 2
