"""Where the server listens: several addresses, Unix sockets, sockets of systemd."""

import os
import shutil
import socket
import stat
import subprocess

import pytest
import requests

from conftest import BINARY, ROOT, Process, Refused


def over_unix(path, target="/healthz"):
    return subprocess.run(
        ["curl", "-sS", "--max-time", "30", "--unix-socket", path, "-w", "%{http_code}", "-o", "/dev/null",
         f"http://localhost{target}"],
        capture_output=True, text=True,
    ).stdout


@pytest.fixture
def folder():
    """A folder with a short name: the path of a Unix socket has at most 107 bytes."""
    path = f"/tmp/assay-{os.getpid()}-{os.urandom(4).hex()}"
    os.mkdir(path)
    yield path
    shutil.rmtree(path)


def test_several_places_at_once(serve, folder):
    path = f"{folder}/assay.sock"
    server = serve("--host", f"127.0.0.1, 127.0.0.2,unix:{path}", "--unix-mode", "660")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o660
    assert requests.get(f"{server.url}/healthz", timeout=30).status_code == 200
    other = server.printed(r"http://127\.0\.0\.2:\d+")
    assert requests.get(f"{other}/healthz", timeout=30).status_code == 200
    assert over_unix(path) == "200"
    assert over_unix(path, "/") == "200"
    assert server.stop() == 0
    assert not os.path.exists(path)


@pytest.mark.skipif(not os.path.exists("/proc/net/if_inet6"), reason="this machine has no IPv6")
def test_ipv6_and_ipv4_through_one_address(serve):
    server = serve("--host", "127.0.0.1,::1")
    address = server.printed(r"http://\[::1\]:\d+")
    assert requests.get(f"{address}/healthz", timeout=30).status_code == 200


def test_a_dead_servers_socket_is_replaced_and_a_living_ones_is_not(serve, folder):
    path = f"{folder}/assay.sock"
    first = serve("--host", f"127.0.0.1,unix:{path}")
    with pytest.raises(Refused) as refused:
        Process("serve", "--host", f"unix:{path}")
    assert f"Another process listens on {path}" in str(refused.value)
    assert over_unix(path) == "200"
    first.process.kill()
    first.process.wait()
    assert os.path.exists(path)
    second = serve("--host", f"127.0.0.1,unix:{path}")
    assert over_unix(path) == "200"
    assert second.stop() == 0


def test_a_taken_port_is_said(server):
    with pytest.raises(Refused) as refused:
        Process("serve", "--port", server.port)
    assert f"Port {server.port} on 127.0.0.1 is taken" in str(refused.value)


def test_sockets_of_systemd_are_served_and_left_open(folder):
    """As a socket unit does it: bound before, passed as descriptors from 3 on, kept for the next start."""
    tcp = socket.create_server(("127.0.0.1", 0), backlog=64)
    unix = socket.socket(socket.AF_UNIX)
    path = f"{folder}/unit.sock"
    unix.bind(path)
    unix.listen(64)
    port = tcp.getsockname()[1]
    for _ in range(2):
        # What comes between two starts waits for the second.
        with socket.create_connection(("127.0.0.1", port)) as waiting:
            waiting.settimeout(60)
            waiting.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            process = start_as_systemd(tcp, unix)
            try:
                assert waiting.recv(65536).startswith(b"HTTP/1.1 200")
                for _ in range(20):
                    assert requests.get(f"http://127.0.0.1:{port}/healthz", timeout=30).status_code == 200
                assert over_unix(path) == "200"
            finally:
                process.terminate()
            assert process.wait(timeout=15) == 0
        assert os.path.exists(path)
    tcp.close()
    unix.close()


def start_as_systemd(*sockets):
    """Starts the server with the sockets as descriptors 3, 4, …"""
    first = 100
    copies = [os.dup2(one.fileno(), first + index) for index, one in enumerate(sockets)]
    moves = " ".join(f"{3 + index}<&{copy} {copy}<&-" for index, copy in enumerate(copies))
    script = f"exec {moves}; export LISTEN_PID=$$; exec \"$0\" serve --log-level warning"
    try:
        return subprocess.Popen(
            ["bash", "-c", script, str(BINARY)], pass_fds=copies, cwd=ROOT,
            env={**os.environ, "LISTEN_FDS": str(len(sockets)), "LISTEN_FDNAMES": ":".join(["web"] * len(sockets))},
        )
    finally:
        for copy in copies:
            os.close(copy)
