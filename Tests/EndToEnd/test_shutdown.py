"""Ending: SIGTERM drains, clients are told."""

import asyncio
import os
import signal
import socket
import time

import pytest
import requests
import websockets


def test_sigterm_ends_with_status_0(serve):
    server = serve()
    requests.get(f"{server.url}/healthz", timeout=5)
    assert server.stop() == 0


@pytest.mark.parametrize("first", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_does_not_wait(serve, first):
    server = serve()
    # A request whose head never ends would be waited for.
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        time.sleep(0.2)  # so that the head has begun when the signal comes
        server.process.send_signal(first)
        while not any("draining" in line for line in server.log):
            time.sleep(0.01)
        started = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=15) == 128 + signal.SIGTERM
        assert time.monotonic() - started < 2


def test_a_head_that_never_ends_is_waited_for_a_bounded_time(serve):
    server = serve()
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        time.sleep(0.2)
        started = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=15) == 0
        assert time.monotonic() - started < 10


def test_sockets_get_1001(serve):
    server = serve("--workers", "1")
    blocker = {
        "openapi": "3.1.0",
        "info": {"title": "Blocker", "version": "1"},
        "paths": {f"/b{i}": {"get": {"responses": {"200": {"description": "ok"}}}} for i in range(3000)},
    }
    task = None
    for _ in range(4):  # the last one waits in the queue while the signal comes
        task = requests.post(f"{server.url}/api/generate", json={"spec": blocker}, timeout=30).json()["task_id"]

    async def watch():
        async with websockets.connect(f"{server.websocket_url}/ws/{task}") as socket:
            await socket.recv()
            os.kill(server.process.pid, signal.SIGTERM)
            try:
                while True:
                    await asyncio.wait_for(socket.recv(), 15)
            except websockets.ConnectionClosed:
                return socket.close_code

    assert asyncio.run(watch()) in (1001, 1000)
    assert server.process.wait(timeout=15) == 0
