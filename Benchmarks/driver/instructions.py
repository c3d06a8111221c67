#!/usr/bin/env python3
"""Counts the user-space instructions that the server needs for one operation, and refuses more than the goal.

They are counted by callgrind, so they are the same on a busy machine as on a calm one. The kernel's share is not in them.
Each count is the difference between a long and a short run, so that starting and connecting cancel out.
"""

import argparse
import dataclasses
import re
import shutil
import socket
import subprocess
import sys
from typing import Callable

import places
import servers
from processes import free_port

CONNECTIONS = 4
SUBSCRIBERS = 100
REQUEST = b"GET /api/progress/x HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: callgrind instructions\r\n\r\n"


@dataclasses.dataclass(frozen=True)
class Measure:
    """An operation, how to have it done so many times, two such numbers, and what it may cost."""

    title: str
    run: Callable[[int, int], None]
    counts: tuple[int, int]
    operations_each: int
    instructions_max: int


def request_json(port, count):
    """A request on each of a few connections at a time."""
    clients = [socket.create_connection(("127.0.0.1", port), 30) for _ in range(CONNECTIONS)]
    for _ in range(count // CONNECTIONS):
        for client in clients:
            client.sendall(REQUEST)
        for client in clients:
            answer = client.recv(4096)
            while not answer.endswith(b"}"):
                answer += client.recv(4096)
    for client in clients:
        client.close()


def wsload(port, mode, connections, seconds, *options):
    command = [places.WSLOAD, mode, "--connections", connections, "--warm-up", 0, "--seconds", seconds, *options]
    command.append(f"ws://127.0.0.1:{port}/ws/a")
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)


def deliver(port, count, burst):
    """Ends with the last message."""
    options = ["--publish", "/pub/a", "--messages", count, "--window", burst, "--burst", burst]
    wsload(port, "subscribers", SUBSCRIBERS, 60, *options)


def shake_hands(port, count):
    wsload(port, "idle", count, 0.2)


MEASURES = (
    Measure("JSON request", request_json, (400, 2400), 1, 6000),
    Measure("delivery", lambda port, count: deliver(port, count, 1), (20, 60), SUBSCRIBERS, 300),
    Measure("delivery in bursts of 16", lambda port, count: deliver(port, count, 16), (32, 96), SUBSCRIBERS, 60),
    Measure("handshake", shake_hands, (200, 1000), 1, 30_000),
)


def command_of(name):
    """How a server is started, as a copy without debug information, on which valgrind gives up."""
    program, *arguments = servers.KINDS[name].command.split()
    copy = places.WORK / f"{name}-stripped"
    shutil.copy(program, copy)
    subprocess.run(["strip", "--strip-debug", copy], check=True)
    return [str(copy), *arguments]


def count_instructions(command, port, run, count):
    """What the server needed from its start to its end."""
    process = subprocess.Popen(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(process, port)
        run(port, count)
    finally:
        process.terminate()
        _, log = process.communicate(timeout=60)
    collected = re.search(r"Collected : (\d+)", log)
    if not collected:
        raise SystemExit(f"callgrind counted nothing:\n{log}")
    return int(collected.group(1))


def wait_for(process, port):
    while process.poll() is None:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            pass
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            pass
    raise SystemExit(f"The server ended before it listened:\n{process.stderr.read()}")


def instructions(command, measure):
    port = free_port()
    command = [part.format(port=port, files=places.FILES) for part in command]
    few, many = (count_instructions(command, port, measure.run, count) for count in measure.counts)
    least, most = measure.counts
    return (many - few) / ((most - least) * measure.operations_each)


def main():
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    places.prepare()
    lab, ceiling = command_of(servers.OURS), command_of(servers.CEILING)
    print("| instructions | netcore-lab | at most | ceiling |\n|---|---|---|---|")
    is_met = True
    for measure in MEASURES:
        ours, least = instructions(lab, measure), instructions(ceiling, measure)
        print(f"| {measure.title} | {ours:,.0f} | {measure.instructions_max:,} | {least:,.0f} |", flush=True)
        is_met = is_met and ours <= measure.instructions_max
    sys.exit(0 if is_met else "netcore-lab needs more instructions than it may.")


if __name__ == "__main__":
    main()
