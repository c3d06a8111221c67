"""`assay` on the command line."""

import hashlib
import json
import subprocess
import zipfile

import pytest
import requests

from conftest import BINARY, PETSTORE


def assay(*arguments, content=None):
    return subprocess.run(
        [BINARY, *map(str, arguments)], input=content, capture_output=True, timeout=60
    )


def test_help_and_version():
    assert b"generate" in assay("--help").stdout
    assert assay("--version").stdout.strip().count(b".") == 2


def test_generate_writes_the_same_bytes_as_the_server(server, tmp_path):
    suite = tmp_path / "suite.zip"
    done = assay("generate", PETSTORE, "-o", suite)
    assert done.returncode == 0, done.stderr
    # In a log: plain lines, one a step, no control characters.
    assert b"\r" not in done.stderr + done.stdout and b"\x1b" not in done.stderr + done.stdout
    assert b"Generating test cases for endpoint 5/5: DELETE /pets/{id}" in done.stderr + done.stdout
    served = requests.post(
        f"{server.url}/api/generate?wait=true", files={"spec": ("petstore.yaml", PETSTORE.read_bytes())}, timeout=60
    ).content
    assert hashlib.sha256(suite.read_bytes()).digest() == hashlib.sha256(served).digest()


def test_generate_reads_standard_input(tmp_path):
    suite = tmp_path / "suite.zip"
    done = assay("generate", "-", "-o", suite, content=PETSTORE.read_bytes())
    assert done.returncode == 0, done.stderr
    assert zipfile.ZipFile(suite).testzip() is None


@pytest.mark.parametrize("content, word", [(b"", b"empty"), (b"<html></html>", b"HTML"), (b"{", b"line 1")])
def test_an_unusable_document_is_exit_status_1(tmp_path, content, word):
    document = tmp_path / "openapi.json"
    document.write_bytes(content)
    suite = tmp_path / "suite.zip"
    done = assay("generate", document, "-o", suite)
    assert done.returncode == 1
    assert word in done.stderr
    assert not suite.exists()


@pytest.mark.parametrize(
    "arguments",
    [("generate",), ("generate", PETSTORE, "--seed", "x"), ("generate", PETSTORE, "--outputs", "cobol"), ("dance",)],
)
def test_wrong_usage_is_exit_status_2(arguments):
    done = assay(*arguments)
    assert done.returncode == 2
    assert done.stderr


def test_a_missing_file_is_told(tmp_path):
    done = assay("generate", tmp_path / "nothing.yaml")
    assert done.returncode == 1
    assert b"nothing.yaml" in done.stderr


def test_validate_for_people_and_programs():
    done = assay("validate", PETSTORE)
    assert done.returncode == 0 and b"5 operations" in done.stdout
    result = json.loads(assay("validate", "--json", PETSTORE).stdout)
    assert result["endpoint_count"] == 5


def test_a_taken_port_is_told(server):
    done = assay("serve", "--port", server.port)
    assert done.returncode != 0
    assert str(server.port).encode() in done.stderr + done.stdout
