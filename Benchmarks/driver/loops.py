#!/usr/bin/env python3
"""Requests a second with one event loop and with two, each with a core of its own, and the load on two more cores."""

import os
import re
import statistics
import subprocess

import places
from processes import Server

ROUNDS = 3
SECONDS = 2
CORES_MIN = 4
LOAD_CORES = "2,3"


def requests_per_second(loops):
    command = f"{places.PROGRAMS}/netcore-lab --port {{port}} --threads {loops} --root {places.FILES}"
    server = Server(f"{loops} loops", command, places.WORK / "loops.log", cores=",".join(map(str, range(loops))))
    server.start()
    try:
        url = f"http://127.0.0.1:{server.port}/api/progress/x"
        wrk = ["taskset", "-c", LOAD_CORES, "wrk", "-t2", "-c256", f"-d{SECONDS}s", url]
        printed = subprocess.run(wrk, capture_output=True, text=True, check=True).stdout
    finally:
        server.stop()
    return float(re.search(r"Requests/sec:\s+([\d.]+)", printed).group(1))


def main():
    if (os.cpu_count() or 1) < CORES_MIN:
        return print(f"Two loops against one need {CORES_MIN} cores; this machine has {os.cpu_count()}.")
    places.prepare()
    rounds = [(requests_per_second(1), requests_per_second(2)) for _ in range(ROUNDS)]
    ratios = [two / one for one, two in rounds]
    print(f"Two loops serve {statistics.median(ratios):.2f} times what one does ({min(ratios):.2f}–{max(ratios):.2f}).")


if __name__ == "__main__":
    main()
