"""Runs the load clients, pinned to a core of their own, and reads what they print."""

import json
import pathlib
import re
import resource
import subprocess
import time

from places import WSLOAD
from processes import LOAD_CORE, cpu_seconds, machine_cpu_seconds
from scenarios import HTTP

PIPELINE = pathlib.Path(__file__).with_name("pipeline.lua")
MICROSECONDS = {"us": 1, "ms": 1e3, "s": 1e6, "m": 60e6}
WARM_UP_SECONDS = 0.5
PATIENCE_SECONDS = 90


class LoadFailed(Exception):
    """A client could not do its work, or the server did not do its own."""


def run(load, server, seconds):
    """Loads a server that has started; returns the figures of the run.

    `cpu_us`: CPU time of the server an operation. `rate`: operations a second. `p99_us`: 99 % were faster. `faults`: what
    was lost, out of order or refused. `foreign`: cores that other processes used meanwhile.
    """
    return (run_wrk if load.protocol == HTTP else run_wsload)(load, server, seconds)


def client(command):
    """Runs a client; returns what it printed, even when it found faults."""
    finished = subprocess.run(
        ["taskset", "-c", LOAD_CORE, *map(str, command)], capture_output=True, text=True, timeout=PATIENCE_SECONDS
    )
    if not finished.stdout.strip():
        raise LoadFailed(finished.stderr.strip() or f"{command[0]} printed nothing")
    return finished.stdout


def run_wrk(load, server, seconds):
    command = ["wrk", "-t1", f"-c{load.connections}", f"-d{seconds}s", "--latency", "--timeout", "5s"]
    if load.closes:
        command += ["-H", "Connection: close"]
    if load.pipelined > 1:
        command += ["-s", PIPELINE]
    command.append(f"http://127.0.0.1:{server.port}{load.path}")
    if load.pipelined > 1:
        command += ["--", load.pipelined]

    pids = server.pids()
    before = cpu_seconds(pids), own_cpu_seconds(), machine_cpu_seconds(), time.monotonic()
    printed = client(command)
    after = cpu_seconds(pids), own_cpu_seconds(), machine_cpu_seconds(), time.monotonic()
    server_cpu, client_cpu, machine_cpu, elapsed = (later - earlier for later, earlier in zip(after, before))

    count = int(found(r"(\d+) requests in ", printed))
    if not count:
        raise LoadFailed("no request was answered")
    slowest, unit = re.search(r"^\s*99%\s+([\d.]+)(us|ms|s|m)\s*$", printed, re.M).groups()
    errors = sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", printed)))
    return {
        "cpu_us": server_cpu * 1e6 / count,
        "rate": float(found(r"Requests/sec:\s+([\d.]+)", printed)),
        "p99_us": float(slowest) * MICROSECONDS[unit],
        "faults": errors + int(found(r"Non-2xx or 3xx responses: (\d+)", printed, "0")),
        "foreign": (machine_cpu - server_cpu - client_cpu) / elapsed,
    }


def run_wsload(load, server, seconds):
    mode, *arguments = load.arguments
    timing = ["--seconds", seconds, "--warm-up", WARM_UP_SECONDS]
    if mode == "idle":
        timing = ["--seconds", 0.5, "--warm-up", 0]
    pids = ",".join(map(str, server.pids()))
    url = f"ws://127.0.0.1:{server.port}{load.path}"
    result = json.loads(client([WSLOAD, mode, *arguments, *timing, "--pids", pids, url]))
    elapsed = result["seconds"]
    if not elapsed or not (result["operations"] or mode == "idle"):
        raise LoadFailed("no message came back")
    figures = {
        "p99_us": result["p99_us"],
        "faults": result["faults"] + result["failed"] + result["closed_early"],
        "foreign": result["foreign_cpu"] / elapsed,
    }
    if mode == "idle":
        grown = (result["rss_open_kib"] - result["rss_before_kib"]) * 1024
        return figures | {
            "rss_bytes": grown / result["opened"],
            "opening_cpu_s": result["opening_server_cpu"],
            "rate": result["opened"] / result["opening_seconds"],
        }
    return figures | {
        "cpu_us": result["server_cpu"] * 1e6 / result["operations"],
        "rate": result["operations"] / elapsed,
    }


def own_cpu_seconds():
    """What the clients that have ended computed."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def found(pattern, text, default=None):
    match = re.search(pattern, text)
    if not match and default is None:
        raise LoadFailed(f"the client said: {text[-200:]}")
    return match.group(1) if match else default
