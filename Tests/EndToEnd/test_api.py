"""The HTTP API as its users meet it: all forms of upload, downloads, errors."""

import hashlib
import io
import json
import subprocess
import zipfile

import pytest
import requests

from conftest import PETSTORE


def test_an_upload_is_accepted_with_everything_a_client_needs(server, generate):
    answer = generate()
    assert answer.status_code == 202
    body = answer.json()
    task = body["task_id"]
    assert answer.headers["Location"] == f"/api/progress/{task}"
    assert answer.headers["Retry-After"] == "1"
    assert {"task_id", "status", "progress_url", "ws_url", "download_url"} <= body.keys()


@pytest.mark.parametrize(
    "arguments",
    [
        ["-F", f"spec=@{PETSTORE}"],
        ["--data-binary", f"@{PETSTORE}", "-H", "Content-Type: application/yaml"],
        ["--data-binary", f"@{PETSTORE}", "-H", "Content-Type: text/plain"],
        ["--data-binary", f"@{PETSTORE}"],
    ],
    ids=["multipart", "yaml body", "plain text body", "curl's default type"],
)
def test_one_curl_is_enough(server, tmp_path, arguments):
    suite = tmp_path / "suite.zip"
    done = subprocess.run(
        ["curl", "-sS", "--fail-with-body", *arguments, f"{server.url}/api/generate?wait=true", "-o", str(suite)],
        capture_output=True, text=True, timeout=60,
    )
    assert done.returncode == 0, done.stderr + suite.read_text(errors="replace")
    assert subprocess.run(["unzip", "-t", str(suite)], capture_output=True).returncode == 0
    with zipfile.ZipFile(suite) as archive:
        assert archive.testzip() is None
        assert {"README.md", "manifest.json"} <= set(archive.namelist())


def test_a_json_body_carries_document_and_options(server):
    text = PETSTORE.read_text()
    answer = requests.post(
        f"{server.url}/api/generate?wait=true", json={"spec": text, "cases_per_endpoint": 2}, timeout=60
    )
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/zip"
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("manifest.json"))
    assert manifest["seed"] == 1


def test_the_same_input_gives_the_same_bytes(server):
    digests = {
        hashlib.sha256(
            requests.post(f"{server.url}/api/generate?wait=true", files={"spec": PETSTORE.read_bytes()}, timeout=60).content
        ).hexdigest()
        for _ in range(2)
    }
    assert len(digests) == 1
    other = requests.post(
        f"{server.url}/api/generate?wait=true", files={"spec": PETSTORE.read_bytes()}, data={"seed": 2}, timeout=60
    )
    assert hashlib.sha256(other.content).hexdigest() not in digests


def test_download_is_cacheable_and_resumable(server, finished):
    address = f"{server.url}/api/download/{finished}"
    whole = requests.get(address, timeout=30)
    assert whole.status_code == 200
    assert whole.headers["Content-Type"] == "application/zip"
    assert whole.headers["Content-Disposition"].startswith("attachment;")
    assert int(whole.headers["Content-Length"]) == len(whole.content)
    tag = whole.headers["ETag"]
    assert tag.startswith('"')
    assert requests.get(address, headers={"If-None-Match": tag}, timeout=30).status_code == 304
    part = requests.get(address, headers={"Range": "bytes=0-3"}, timeout=30)
    assert (part.status_code, part.content) == (206, b"PK\x03\x04")
    beyond = requests.get(address, headers={"Range": "bytes=99999999-"}, timeout=30)
    assert beyond.status_code == 416
    assert requests.head(address, timeout=30).headers["Content-Length"] == whole.headers["Content-Length"]


def test_the_task_tells_what_was_made(server, finished):
    task = requests.get(f"{server.url}/api/tasks/{finished}", timeout=30).json()
    assert task["state"] == "complete"
    assert task["counts"]["operations"] == 5
    assert task["counts"]["cases"] > 30
    files = requests.get(f"{server.url}/api/tasks/{finished}/files", timeout=30).json()["files"]
    assert len(files) == task["counts"]["files"]
    readme = requests.get(f"{server.url}/api/tasks/{finished}/files/README.md", timeout=30)
    assert readme.status_code == 200 and "Pet Store" in readme.text
    assert requests.get(f"{server.url}/api/tasks/{finished}/files/nothing", timeout=30).status_code == 404


def test_retry_and_delete(server, finished):
    again = requests.post(f"{server.url}/api/tasks/{finished}/retry", timeout=30)
    assert again.status_code == 202
    other = again.json()["task_id"]
    assert requests.get(f"{server.url}/api/tasks/{other}", timeout=30).json()["retry_of"] == finished
    assert requests.delete(f"{server.url}/api/tasks/{finished}", timeout=30).status_code == 204
    assert requests.get(f"{server.url}/api/tasks/{finished}", timeout=30).status_code == 404


def test_history_is_newest_first(server, finished):
    tasks = requests.get(f"{server.url}/api/tasks?limit=2", timeout=30).json()["tasks"]
    assert tasks[0]["task_id"] == finished
    assert len(tasks) <= 2


def test_validate_reports_without_a_task(server):
    result = requests.post(f"{server.url}/api/validate", files={"spec": PETSTORE.read_bytes()}, timeout=30).json()
    assert result["valid"] is True
    assert result["title"] == "Pet Store"
    assert result["endpoint_count"] == 5
    assert [f"{o['method']} {o['path']}" for o in result["operations"]] == [
        "GET /pets", "HEAD /pets", "POST /pets", "GET /pets/{id}", "DELETE /pets/{id}",
    ]


UNUSABLE = {
    "bad YAML": (b"openapi: 3.1.0\ninfo:\n  title: x\n bad: [1, 2\n", True),
    "bad JSON": (b'{"openapi": "3.1.0",\n "info": }', True),
    "HTML": (b"<!doctype html><html><body>404</body></html>", False),
    "empty": (b"", False),
    "no version": (b"title: x\n", False),
    "an unresolvable reference": (
        b"openapi: 3.1.0\ninfo: {title: x, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n"
        b"          description: ok\n          content:\n            application/json:\n              schema:\n"
        b"                $ref: '#/components/schemas/Missing'\n",
        True,
    ),
    "not UTF-8": (b"openapi: \xff\xfe", False),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_document_that_cannot_be_used_is_422_with_its_place(server, generate, name):
    content, has_place = UNUSABLE[name]
    answer = generate(content)
    assert answer.status_code == 422, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == 422 and problem["title"] and problem["detail"]
    if has_place:
        first = problem["errors"][0]
        assert first["line"] >= 1 and first["column"] >= 1 and first["detail"]
    assert requests.get(f"{server.url}/healthz", timeout=5).status_code == 200


def test_a_document_of_100_mb_is_413(server):
    def chunks():
        for _ in range(100):
            yield b"# " + b"x" * (1024 * 1024 - 3) + b"\n"

    for body in (b"x" * (100 * 1024 * 1024), chunks()):
        try:
            answer = requests.post(
                f"{server.url}/api/generate", data=body, headers={"Content-Type": "application/yaml"}, timeout=60
            )
            assert answer.status_code == 413
            assert "32" in answer.json()["detail"]
        except requests.ConnectionError:
            pytest.fail("the connection was cut before the answer could be read")
        assert requests.get(f"{server.url}/healthz", timeout=5).status_code == 200


@pytest.mark.parametrize(
    "options, word",
    [
        ({"case_per_endpoint": "3"}, "cases_per_endpoint"),
        ({"cases_per_endpoint": "many"}, "cases_per_endpoint"),
        ({"outputs": "pytset"}, "pytest"),
        ({"techniques": "positiv"}, "positive"),
        ({"seed": "-1"}, "seed"),
    ],
)
def test_a_wrong_option_is_422_and_names_what_would_be_right(generate, options, word):
    answer = generate(**options)
    assert answer.status_code == 422
    assert word in answer.json()["detail"]


def test_errors_are_problems(server):
    for method, path, status in [
        ("GET", "/api/progress/nobody", 404),
        ("GET", "/api/download/nobody", 404),
        ("GET", "/api/tasks/nobody", 404),
        ("GET", "/api/nothing", 404),
        ("PUT", "/api/generate", 405),
        ("GET", "/ws/nobody", 404),
    ]:
        answer = requests.request(method, server.url + path, timeout=10)
        assert answer.status_code == status, (method, path, answer.status_code)
        assert answer.headers["Content-Type"] == "application/problem+json"
        if status == 405:
            assert "POST" in answer.headers["Allow"]


def test_an_address_that_cannot_be_fetched_says_why(serve):
    server = serve("--allow-private-urls")
    answer = requests.post(f"{server.url}/api/generate", json={"spec_url": "http://127.0.0.1:1/openapi.json"}, timeout=30)
    assert answer.status_code == 202
    sequence, last = 0, None
    while last is None or last["stage"] not in ("complete", "error"):
        poll = requests.get(
            f"{server.url}/api/progress/{answer.json()['task_id']}?after={sequence}&wait=10", timeout=30
        )
        if poll.status_code == 200:
            last = poll.json()
            sequence = last["sequence"]
    assert last["stage"] == "error"
    assert last["message"].startswith("Generation failed: ") and "127.0.0.1" in last["message"]


def test_the_servers_own_description_is_valid(server, tmp_path):
    description = requests.get(f"{server.url}/api/openapi.json", timeout=30)
    assert description.json()["openapi"].startswith("3.1")
    result = requests.post(f"{server.url}/api/validate", json={"spec": description.json()}, timeout=30).json()
    assert result["valid"] is True and result["endpoint_count"] >= 12
    assert not [problem for problem in result["problems"] if problem["severity"] == "error"]


def test_health_and_readiness(server):
    assert requests.get(f"{server.url}/healthz", timeout=5).status_code == 200
    assert requests.get(f"{server.url}/readyz", timeout=5).status_code == 200
