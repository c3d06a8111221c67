"""Where things lie, and the files that every server serves."""

import pathlib
import random

BENCHMARKS = pathlib.Path(__file__).resolve().parents[1]
PROGRAMS = BENCHMARKS / ".build/release"
PEERS = BENCHMARKS / "peers"
WORK = BENCHMARKS / ".build/bench"
PEER_PROGRAMS = WORK / "peers"
FILES = WORK / "files"
WSLOAD = PROGRAMS / "wsload"


def prepare():
    """Writes the files; `make netcore-lab` has built the programs."""
    if not WSLOAD.exists():
        raise SystemExit("Build the programs first: make netcore-lab")
    FILES.mkdir(parents=True, exist_ok=True)
    (FILES / "small.html").write_text("<!doctype html><title>x</title>" + "a" * (1024 - 31))
    (FILES / "100k.js").write_text(('console.log("x");\n' * 6000)[: 100 * 1024])
    (FILES / "4m.zip").write_bytes(b"PK\3\4" + random.Random(1).randbytes(4 * 1024 * 1024 - 4))
