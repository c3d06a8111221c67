"""Fixtures: the release binary as a process, on an ephemeral port, with a data directory of its own."""

import json
import os
import pathlib
import re
import signal
import subprocess
import threading

import pytest
import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = ROOT / ".build" / "release" / "assay"
LAB = pathlib.Path(os.environ.get("NETCORE_LAB", ROOT / "Benchmarks/.build/release/netcore-lab"))
PETSTORE = ROOT / "Examples" / "petstore.yaml"
START_SECONDS = 20


class Refused(AssertionError):
    """A subcommand that was to serve ended, or never said where; with what it printed."""


class Process:
    """A started program, `assay` unless another is named, whose address was read from what it printed."""

    def __init__(self, *arguments, environment=None, program=BINARY):
        self.log = []
        self.process = subprocess.Popen(
            [str(program), *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
        )
        self._news = threading.Condition()
        self._has_ended = False
        threading.Thread(target=self._read, daemon=True).start()
        self.url = self.printed(r"https?://127\.0\.0\.1:\d+")
        self.port = int(self.url.rsplit(":", 1)[1])
        self.websocket_url = self.url.replace("http", "ws", 1)

    def printed(self, pattern):
        """Waits until the program has printed a match of a regular expression, and returns the match."""
        found = None

        def is_known():
            nonlocal found
            found = next((match for line in self.log if (match := re.search(pattern, line))), None)
            return found or self._has_ended

        with self._news:
            self._news.wait_for(is_known, START_SECONDS)
        if found:
            return found.group()
        self.process.kill()
        raise Refused(f"never printed {pattern}:\n" + "".join(self.log))

    def _read(self):
        """Keeps the pipe empty, so that logging never blocks the server."""
        for line in self.process.stdout:
            with self._news:
                self.log.append(line.decode(errors="replace"))
                self._news.notify_all()
        with self._news:
            self._has_ended = True
            self._news.notify_all()

    def stop(self):
        """SIGTERM; returns the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=15)


@pytest.fixture(scope="session")
def serve(tmp_path_factory):
    """Starts further servers: `serve("--workers", 1)`."""
    started = []

    def start(*arguments, environment=None):
        data = tmp_path_factory.mktemp("data")
        server = Process("serve", "--port", 0, "--data", data, *arguments, environment=environment)
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def server(serve):
    """One server that tests share; none may depend on what others left in it."""
    return serve()


@pytest.fixture(scope="session")
def example():
    """The pet store API that the example document describes."""
    process = Process("example", "--port", 0)
    yield process
    process.stop()


@pytest.fixture
def generate(server):
    """Uploads a document and returns the answer to `POST /api/generate`."""

    def post(document=PETSTORE, **options):
        content = document.read_bytes() if isinstance(document, pathlib.Path) else document
        return requests.post(
            f"{server.url}/api/generate", files={"spec": ("petstore.yaml", content)}, data=options, timeout=60
        )

    return post


@pytest.fixture
def finished(server, generate):
    """A task that is complete: its id."""
    task = generate().json()["task_id"]
    sequence = 0
    while True:
        update = requests.get(f"{server.url}/api/progress/{task}?after={sequence}&wait=20", timeout=30)
        assert update.status_code in (200, 204)
        if update.status_code == 200:
            sequence = update.json()["sequence"]
            assert update.json()["stage"] not in ("error", "cancelled"), update.text
            if update.json()["stage"] == "complete":
                return task


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The server of the benchmarks and the conformance suites, with an empty folder."""
    lab = Process("--port", 0, "--threads", 2, "--root", tmp_path_factory.mktemp("www"), program=LAB)
    yield lab
    assert lab.stop() == 0


def check_progress_lines(lines, code):
    """The messages and the close code of a WebSocket that followed a task to its end."""
    updates = [json.loads(line) for line in lines]
    assert [update["sequence"] for update in updates] == list(range(1, len(updates) + 1))
    assert (updates[-1]["stage"], updates[-1]["progress"]) == ("complete", 100)
    assert code == 1000
