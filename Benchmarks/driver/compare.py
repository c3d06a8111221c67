#!/usr/bin/env python3
"""Loads servers in turn and prints each one's figures as multiples of what a minimal C program needs.

The ceiling runs again and again in between, and a ratio is taken against its nearest run, so that a machine which becomes
busier or slower on the way does not favour anybody. The server has core 0, the load core 1.
"""

import argparse
import json
import os
import pathlib
import sys
import time

import loads
import places
import report
from processes import Calm
from scenarios import ALL, BY_NAME
from servers import CEILING, KINDS, OURS, server

# After so many servers the ceiling runs again.
SERVERS_A_CEILING = 3


def chosen(names, known, what):
    for name in names:
        if name not in known:
            raise SystemExit(f"There is no {what} {name!r}; there are: {', '.join(known)}")
    return names


def available(names):
    """The servers that can be started here; says which cannot."""
    present = []
    for name in names:
        program = KINDS[name].program
        if program and not pathlib.Path(program).exists():
            print(f"{name} is left out: there is no {program}", file=sys.stderr)
        else:
            present.append(name)
    return present


def measure(load, running, round_number, seconds, calm):
    """One run of one server; a line of the result, or None when it failed."""
    if load.is_first:
        running.stop()
    calm.wait()
    try:
        running.start()
        figures = loads.run(load, running, seconds)
    except (RuntimeError, loads.LoadFailed, OSError) as error:
        print(f"{load.name}: {running.name} failed: {error}", file=sys.stderr)
        running.stop()
        return None
    row = {"scenario": load.name, "server": running.name, "round": round_number, "at": time.monotonic(), **figures}
    text = ", ".join(f"{figure.key} {figures[figure.key]:.4g}" for figure in load.figures)
    print(f"{load.name} {round_number}: {running.name}: {text}, foreign {figures['foreign']:.2f}", file=sys.stderr)
    return row


def order(names, round_number):
    """Who runs in a round: each time another one first, the ceiling again and again in between."""
    others = [name for name in names if name != CEILING]
    shift = round_number % len(others) if others else 0
    others = others[shift:] + others[:shift]
    for place in range(0, len(others), SERVERS_A_CEILING):
        yield CEILING
        yield from others[place : place + SERVERS_A_CEILING]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--servers", default=OURS, help="names with commas, or `all`")
    parser.add_argument("--scenarios", default="all", help="names with commas, or `all`")
    parser.add_argument("--rounds", type=int, default=3, choices=range(1, 21), metavar="1-20")
    parser.add_argument("--seconds", type=int, default=2, choices=range(1, 61), metavar="1-60")
    parser.add_argument("--calm", type=float, default=30, help="seconds that may be spent waiting for a calm machine")
    parser.add_argument("--rows", type=pathlib.Path, help="where every run is added as a line of JSON")
    arguments = parser.parse_args()

    if (os.cpu_count() or 1) < 2:
        raise SystemExit("Two cores are needed: one for the server and one for the load.")
    known = [name for name in KINDS if name != CEILING]
    names = known if arguments.servers == "all" else chosen(arguments.servers.split(","), known, "server")
    scenarios = list(BY_NAME) if arguments.scenarios == "all" else arguments.scenarios.split(",")
    scenarios = [BY_NAME[name] for name in chosen(scenarios, BY_NAME, "scenario")]

    places.prepare()
    servers = {name: server(name) for name in [CEILING, *available(names)]}
    calm = Calm(arguments.calm)
    rows = []
    try:
        for load in scenarios:
            able = [name for name in servers if load.protocol in KINDS[name].protocols]
            for round_number in range(arguments.rounds):
                for name in order(able, round_number):
                    row = measure(load, servers[name], round_number, arguments.seconds, calm)
                    if row:
                        rows.append(row)
    finally:
        for running in servers.values():
            running.stop()
        if arguments.rows:
            with arguments.rows.open("a") as file:
                file.writelines(json.dumps(row) + "\n" for row in rows)
    report.print_all(rows)


if __name__ == "__main__":
    main()
