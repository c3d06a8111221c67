"""The suite does its job: green on a correct server, red on each built-in fault."""

import os
import subprocess
import sys
import zipfile

import pytest

from conftest import BINARY, PETSTORE, Process


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    """The pytest suite for the pet store, made by the command line and unpacked."""
    folder = tmp_path_factory.mktemp("suite")
    archive = folder / "suite.zip"
    subprocess.run([BINARY, "generate", PETSTORE, "-o", archive], check=True, timeout=60)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder / "pytest"


def run(suite, url, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=suite, env={**os.environ, "BASE_URL": url}, capture_output=True, text=True, timeout=300,
    )


def test_the_requirements_are_those_this_test_runs_with(suite):
    wanted = (suite / "requirements.txt").read_text()
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index", "-r", suite / "requirements.txt"],
        capture_output=True, text=True,
    )
    assert done.returncode == 0, wanted + done.stderr


def test_it_passes_on_a_correct_server(suite, example):
    for _ in range(2):  # the second run meets what the first one left
        done = run(suite, example.url)
        assert done.returncode == 0, done.stdout[-6000:]
    assert "skipped" not in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("fault", ["status", "validation", "schema"])
def test_it_fails_on_each_fault(suite, fault):
    process = Process("example", "--port", 0, "--fault", fault)
    try:
        done = run(suite, process.url)
    finally:
        process.stop()
    assert done.returncode == 1, done.stdout[-3000:]
    assert "curl" in done.stdout


def test_it_says_so_when_nobody_listens(suite):
    done = run(suite, "http://127.0.0.1:1", "-x")
    assert done.returncode != 0
    assert "BASE_URL" in done.stdout + done.stderr


def test_its_python_is_clean(suite):
    assert subprocess.run([sys.executable, "-m", "compileall", "-q", suite]).returncode == 0
