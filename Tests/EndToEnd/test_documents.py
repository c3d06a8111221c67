"""Real documents through the HTTP API. Needs `ASSAY_SPECS`: a folder with `index.tsv` and the documents."""

import csv
import io
import os
import pathlib
import subprocess
import sys
import threading
import time
import zipfile

import pytest
import requests

SPECS = pathlib.Path(os.environ.get("ASSAY_SPECS", ""))
INDEX = SPECS / "index.tsv"
ROWS = list(csv.DictReader(INDEX.open(), delimiter="\t", quoting=csv.QUOTE_NONE)) if INDEX.is_file() else []

# Documents that are refused, or whose count differs, and why.
REFUSED = {
    "2.0-petstore-separate/spec/swagger.yaml": "refers to other files",
    "3.0-nexmo-application.yaml": "refers to other files",
}
DIFFERENT = {
    # One operation's schema refers to http://localhost:8080; it is skipped and told.
    "2.0-trello.yaml": 323,
}

pytestmark = pytest.mark.skipif(not ROWS, reason="ASSAY_SPECS does not name a folder with index.tsv")


@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_document(server, tmp_path, row):
    content = (SPECS / row["file"]).read_bytes()
    slowest = [0.0]
    done = threading.Event()

    def watch_health():
        while not done.is_set():
            started = time.perf_counter()
            requests.get(f"{server.url}/healthz", timeout=10)
            slowest[0] = max(slowest[0], time.perf_counter() - started)
            done.wait(0.05)

    watcher = threading.Thread(target=watch_health)
    watcher.start()
    try:
        started = time.perf_counter()
        answer = requests.post(
            f"{server.url}/api/generate?wait=true", files={"spec": (row["file"], content)}, timeout=300,
            headers={"Prefer": "wait=240"},
        )
        elapsed = time.perf_counter() - started
    finally:
        done.set()
        watcher.join()
    if row["file"] in REFUSED:
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["line"] >= 1
        return
    assert answer.status_code == 200, answer.text[:2000]
    result = requests.post(f"{server.url}/api/validate", files={"spec": (row["file"], content)}, timeout=120).json()
    expected = DIFFERENT.get(row["file"], int(row["operations"]))
    assert result["endpoint_count"] == expected, [p["message"] for p in result["problems"] if p["severity"] == "error"][:5]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path)
    print(f"\n{row['file']}: {elapsed:.2f} s, {len(answer.content)} bytes, slowest /healthz {slowest[0] * 1000:.0f} ms")
    collected = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path / "pytest", env={**os.environ, "BASE_URL": "http://127.0.0.1:1"}, capture_output=True, text=True,
    )
    # 5: no test, right for a document without operations.
    assert collected.returncode == (5 if expected == 0 else 0), collected.stdout[-3000:]
