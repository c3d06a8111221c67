"""Ending: SIGTERM drains, clients are told."""

import asyncio
import os
import signal

import requests
import websockets


def test_sigterm_ends_with_status_0(serve):
    server = serve()
    requests.get(f"{server.url}/healthz", timeout=5)
    assert server.stop() == 0


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
