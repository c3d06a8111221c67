"""WebSocket clients of other people, with every option that they have for compression, on the lab's routes and the product's."""

import asyncio
import itertools
import pathlib
import random
import shutil
import subprocess
import sys

import aiohttp
import pytest
import websockets
from conftest import check_progress_lines
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

TIMEOUT = 60
NODE_CLIENT = pathlib.Path(__file__).with_name("websocket-client.mjs")
NOISE = random.Random(7).randbytes(20_000)
MESSAGES = ["", "a", "žluťoučký 😀 " * 500, "x" * 200_000, NOISE.hex(), b"", b"\x00\xff\x80", bytes(70_000), NOISE]


# Python's websockets

# 8 bits are not to be had of this client: zlib makes nothing for so small a window.
OFFERS = [
    ClientPerMessageDeflateFactory(*options)
    for options in itertools.product([False, True], [False, True], [None, 8, 9, 12, 15], [None, True, 9, 12, 15])
]


def name_of(offer):
    if offer is None:
        return "plain"
    parameters = (f"{name}={value}" if value is not None else name for name, value in offer.get_request_params())
    return ";".join(parameters) or "defaults"


def connect(address, offer):
    return websockets.connect(
        address, compression=None, extensions=[offer] if offer else None, max_size=None, open_timeout=TIMEOUT
    )


@pytest.mark.parametrize("offer", [None, *OFFERS], ids=name_of)
def test_websockets_gets_its_messages_back(lab, offer):
    async def run():
        async with asyncio.timeout(TIMEOUT), connect(f"{lab.websocket_url}/echo", offer) as socket:
            assert len(socket.protocol.extensions) == (1 if offer else 0)
            for message in MESSAGES + MESSAGES[:3]:
                await socket.send(message)
                assert await socket.recv() == message
            # In fragments, the last of which is empty.
            await socket.send(["one ", "", "two ", "€" * 5000, ""])
            assert await socket.recv() == "one two " + "€" * 5000
            await (await socket.ping(b"payload"))
            await socket.close(4002, "enough")
        assert (socket.close_code, socket.close_reason) == (4002, "")

    asyncio.run(run())


@pytest.mark.parametrize("offer", [None, ClientPerMessageDeflateFactory()], ids=name_of)
def test_websockets_sends_sixteen_mebibytes(lab, offer):
    async def run():
        message = NOISE * 800
        async with asyncio.timeout(TIMEOUT), connect(f"{lab.websocket_url}/echo", offer) as socket:
            await socket.send(message)
            assert await socket.recv() == message
            pieces = (message[start : start + 4000] for start in range(0, len(message), 4000))
            await socket.send(pieces)
            assert await socket.recv() == message

    asyncio.run(run())


# aiohttp


@pytest.mark.parametrize("window_bits", [0, 9, 10, 12, 15])
def test_aiohttp_gets_its_messages_back(lab, window_bits):
    async def run():
        async with asyncio.timeout(TIMEOUT), aiohttp.ClientSession() as session:
            options = {"compress": window_bits, "max_msg_size": 0}
            async with session.ws_connect(f"{lab.url}/echo", **options) as socket:
                assert bool(socket.compress) == bool(window_bits)
                for message in MESSAGES + MESSAGES[:3]:
                    if isinstance(message, str):
                        await socket.send_str(message)
                        assert await socket.receive_str() == message
                    else:
                        await socket.send_bytes(message)
                        assert await socket.receive_bytes() == message
                await socket.close(code=4003)
                assert socket.close_code == 4003

    asyncio.run(run())


# Node


@pytest.fixture(scope="module")
def node():
    """Runs the client under Node, where it has WebSocket built in: from version 22 on, or 20 by a flag."""
    program = shutil.which("node")
    if not program:
        pytest.skip("there is no Node here")
    for flags in ([], ["--experimental-websocket"]):
        found = subprocess.run([program, *flags, "-p", "typeof WebSocket"], capture_output=True, text=True, check=False)
        if found.stdout.strip() == "function":
            return lambda *arguments: subprocess.run(
                [program, *flags, NODE_CLIENT, *arguments], capture_output=True, text=True, timeout=TIMEOUT, check=True
            ).stdout.splitlines()
    pytest.skip("this Node has no WebSocket")


def test_node_gets_its_messages_back(lab, node):
    assert node("echo", f"{lab.websocket_url}/echo") == ["closed 4001 true 6"]


# websocat


def websocat(*arguments, **options):
    program = pathlib.Path(sys.executable).with_name("websocat")
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=TIMEOUT, check=True, **options).stdout


def test_websocat_gets_its_lines_back(lab):
    lines = "".join(f"line {number}\n" for number in range(1000))
    # It says that it is done by a close frame behind the last line.
    assert websocat(f"{lab.websocket_url}/echo", input=lines) == lines


# Clients of different kinds together


def test_all_clients_in_one_chat_read_what_each_says(lab):
    async def run():
        async with (
            asyncio.timeout(TIMEOUT),
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{lab.url}/chat", compress=15) as compressed,
            session.ws_connect(f"{lab.url}/chat") as plain,
            connect(f"{lab.websocket_url}/chat", ClientPerMessageDeflateFactory(server_max_window_bits=12)) as small,
            connect(f"{lab.websocket_url}/chat", ClientPerMessageDeflateFactory(server_max_window_bits=9)) as tiny,
        ):
            assert [len(socket.protocol.extensions) for socket in (small, tiny)] == [1, 0]
            for number in range(20):
                for send in (compressed.send_str, plain.send_str, small.send, tiny.send):
                    text = f"message {number} 😀"
                    await send(text)
                    assert await compressed.receive_str() == text
                    assert await plain.receive_str() == text
                    assert await small.recv() == text
                    assert await tiny.recv() == text

    asyncio.run(run())


# The progress of a task


@pytest.mark.parametrize("offer", [None, *OFFERS[::7]], ids=name_of)
def test_websockets_reads_the_progress(server, finished, offer):
    async def run():
        async with asyncio.timeout(TIMEOUT), connect(f"{server.websocket_url}/ws/{finished}", offer) as socket:
            return [message async for message in socket], socket.close_code

    check_progress_lines(*asyncio.run(run()))


@pytest.mark.parametrize("window_bits", [0, 9, 15])
def test_aiohttp_reads_the_progress(server, finished, window_bits):
    async def run():
        async with asyncio.timeout(TIMEOUT), aiohttp.ClientSession() as session:
            async with session.ws_connect(f"{server.url}/ws/{finished}", compress=window_bits) as socket:
                return [message.data async for message in socket], socket.close_code

    check_progress_lines(*asyncio.run(run()))


def test_node_reads_the_progress(server, finished, node):
    *lines, end = node("read", f"{server.websocket_url}/ws/{finished}")
    check_progress_lines(lines, int(end.split()[1]))


def test_websocat_reads_the_progress(server, finished):
    check_progress_lines(websocat("-n", "-U", f"{server.websocket_url}/ws/{finished}").splitlines(), 1000)


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_pages_of_others_read_no_progress(server, finished, origin):
    async def run():
        async with websockets.connect(f"{server.websocket_url}/ws/{finished}", origin=origin):
            pass

    with pytest.raises(websockets.exceptions.InvalidStatus) as refusal:
        asyncio.run(run())
    assert refusal.value.response.status_code == 403
