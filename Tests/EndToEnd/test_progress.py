"""The update sequence of the contract, the same for every client and every transport."""

import asyncio
import json
import resource

import requests
import websockets

EXPECTED = [
    ("starting", 0, "Waiting to start..."),
    ("parsing", 10, "Parsing OpenAPI specification..."),
    ("parsing", 100, "OpenAPI specification parsed successfully"),
    ("generating", 20, "Generating test cases for 5 endpoints..."),
    ("generating", 40, "Generating test cases for endpoint 1/5: GET /pets"),
    ("generating", 50, "Generating test cases for endpoint 2/5: HEAD /pets"),
    ("generating", 60, "Generating test cases for endpoint 3/5: POST /pets"),
    ("generating", 70, "Generating test cases for endpoint 4/5: GET /pets/{id}"),
    ("generating", 80, "Generating test cases for endpoint 5/5: DELETE /pets/{id}"),
    ("generating", 80, "Writing pytest suite..."),
    ("generating", 100, "Test cases generated successfully"),
    ("zipping", 20, "Creating ZIP file..."),
    ("zipping", 100, "ZIP file created successfully"),
    ("complete", 100, "Generation complete! ZIP file ready for download."),
]


def told(updates):
    return [(update["stage"], update["progress"], update["message"]) for update in updates]


def check(updates):
    found = told(updates)
    writing = found[9]
    assert writing[0] == "generating" and 80 <= writing[1] <= 90, writing
    assert found[:9] + found[10:] == EXPECTED[:9] + EXPECTED[10:]
    assert writing[2] == EXPECTED[9][2]
    assert [update["sequence"] for update in updates] == list(range(1, len(EXPECTED) + 1))
    for update in updates[3:]:
        if update["stage"] == "generating":
            assert update["endpoint_count"] == 5
    assert [update["current_endpoint"] for update in updates[4:9]] == [1, 2, 3, 4, 5]


async def watch(address):
    """All updates until the server closes, and the close code."""
    updates = []
    async with websockets.connect(address, max_queue=None, open_timeout=30) as socket:
        try:
            async for message in socket:
                updates.append(json.loads(message))
        finally:
            await socket.wait_closed()
    return updates, socket.close_code


def test_clients_before_during_and_after_the_run_see_the_same(serve):
    # One worker that is busy with another document, so that "before" is before.
    server = serve("--workers", "1")
    big = {
        "openapi": "3.1.0",
        "info": {"title": "Big", "version": "1"},
        "paths": {
            f"/things{i}": {"get": {"responses": {"200": {"description": "ok"}}, "parameters": [
                {"name": f"q{j}", "in": "query", "schema": {"type": "integer", "minimum": j}} for j in range(6)]}}
            for i in range(300)
        },
    }
    requests.post(f"{server.url}/api/generate", json={"spec": big}, timeout=30).raise_for_status()

    async def run():
        from conftest import PETSTORE

        answer = requests.post(
            f"{server.url}/api/generate", files={"spec": PETSTORE.read_bytes()}, timeout=30
        )
        assert answer.status_code == 202
        task = answer.json()["task_id"]
        address = f"{server.websocket_url}/ws/{task}"
        before = asyncio.create_task(watch(address))
        during = asyncio.create_task(watch(address))
        first = await before
        after = await watch(address)
        return first, await during, after

    results = asyncio.run(run())
    for updates, close_code in results:
        check(updates)
        assert close_code == 1000
    assert results[0][0] == results[1][0] == results[2][0]


def test_a_client_that_comes_back_gets_the_rest(server, finished):
    updates, code = asyncio.run(watch(f"{server.websocket_url}/ws/{finished}?after=9"))
    assert [update["sequence"] for update in updates] == [10, 11, 12, 13, 14]
    assert code == 1000


def test_an_unknown_task_is_404_before_the_upgrade(server):
    async def connect():
        try:
            async with websockets.connect(f"{server.websocket_url}/ws/nobody"):
                return None
        except websockets.InvalidStatus as error:
            return error.response.status_code

    assert asyncio.run(connect()) == 404


def test_a_foreign_origin_is_403(server, finished):
    async def connect():
        try:
            async with websockets.connect(f"{server.websocket_url}/ws/{finished}", origin="http://evil.example"):
                return None
        except websockets.InvalidStatus as error:
            return error.response.status_code

    assert asyncio.run(connect()) == 403


def test_server_sent_events_tell_the_same_story(server, finished):
    def events(after=None):
        headers = {"Accept": "text/event-stream"}
        if after:
            headers["Last-Event-ID"] = str(after)
        answer = requests.get(f"{server.url}/api/progress/{finished}", headers=headers, timeout=30)
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        blocks = [block for block in answer.text.split("\n\n") if "data:" in block]
        ids = [int(line[3:]) for block in blocks for line in block.splitlines() if line.startswith("id:")]
        data = [json.loads(line[5:]) for block in blocks for line in block.splitlines() if line.startswith("data:")]
        return ids, data

    ids, updates = events()
    check(updates)
    assert ids == list(range(1, 15))
    ids, updates = events(after=12)
    assert ids == [13, 14]


def test_long_poll_tells_the_same_story(server, generate):
    task = generate().json()["task_id"]
    seen = []
    while not seen or seen[-1]["stage"] != "complete":
        after = seen[-1]["sequence"] if seen else 0
        answer = requests.get(f"{server.url}/api/progress/{task}?after={after}&wait=20", timeout=30)
        if answer.status_code == 200:
            seen.append(answer.json())
    sequences = [update["sequence"] for update in seen]
    assert sequences == sorted(set(sequences))
    assert seen[-1]["message"] == EXPECTED[-1][2]


def test_a_thousand_subscribers_receive_every_update(serve):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    server = serve("--workers", "1")
    from conftest import PETSTORE

    async def run():
        # The task waits behind a slow one, so that everybody is there when it starts.
        blocker = {
            "openapi": "3.1.0",
            "info": {"title": "Blocker", "version": "1"},
            "paths": {f"/b{i}": {"get": {"responses": {"200": {"description": "ok"}}}} for i in range(2000)},
        }
        requests.post(f"{server.url}/api/generate", json={"spec": blocker}, timeout=30).raise_for_status()
        task = requests.post(
            f"{server.url}/api/generate", files={"spec": PETSTORE.read_bytes()}, timeout=30
        ).json()["task_id"]
        return await asyncio.gather(*(watch(f"{server.websocket_url}/ws/{task}") for _ in range(1000)))

    results = asyncio.run(run())
    assert len(results) == 1000
    check(results[0][0])
    assert all(updates == results[0][0] and code == 1000 for updates, code in results)
