"""Runs the Autobahn testsuite against an echoing server and prints what came of each group.

`make autobahn` installs kosoku, which runs the suite's case files on Python 3, and calls this with the
program to test. All 517 cases must pass strictly; informational ones, which judge nothing, count as passed.
"""

import argparse
import json
import pathlib
import re
import signal
import subprocess
import sys
import time

# Group, what it is about, and its number of cases; groups 8 and 11 do not exist.
GROUPS = [
    (1, "framing", 16),
    (2, "pings and pongs", 11),
    (3, "reserved bits", 7),
    (4, "opcodes", 10),
    (5, "fragmentation", 20),
    (6, "UTF-8", 145),
    (7, "closing handshake", 37),
    (9, "long messages", 54),
    (10, "automatic fragmentation", 1),
    (12, "compression", 90),
    (13, "compression parameters", 126),
]
# Long groups are run in parts.
SUBGROUPS = {12: 5, 13: 7}
# The runner gives a case 20 s, which is little for 250 MB of compressed data on a machine that does
# something else as well. Such a case is run again by itself.
TIME_IS_UP = "did not finish"
FURTHER_TRIES = 3
START_SECONDS = 20
PASSED = ("OK", "INFORMATIONAL")
RUNNER = pathlib.Path(sys.executable).with_name("kosoku")


class Server:
    """The server under test, on a port of its own."""

    def __init__(self, binary):
        self.process = subprocess.Popen([binary, "--port", "0"], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://(127\.0\.0\.1:\d+)", line)
        if not found:
            self.process.kill()
            raise SystemExit(f"{binary} told no address: {line!r}")
        self.url = f"ws://{found.group(1)}/echo"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=START_SECONDS)


def run(url, pattern, folder, jobs):
    """The results of the cases that match a pattern, by case."""
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "index.json"
    index.unlink(missing_ok=True)
    with open(folder / "log.txt", "w", encoding="utf-8") as log:
        # Its exit status says no more than the index.
        subprocess.run(
            [RUNNER, url, "-o", folder, "-p", str(jobs), "-i", pattern], stdout=log, stderr=log, check=False
        )
    if not index.exists():
        raise SystemExit(f"the runner reported nothing of {pattern}: see {folder}/log.txt")
    return next(iter(json.loads(index.read_text()).values()), {})


def reason(result, folder):
    """What the case's own report says of it."""
    return json.loads((folder / result["reportfile"]).read_text())["result"]


def verdict(result):
    """`ok`, or what is wrong with a case."""
    if result["behavior"] not in PASSED:
        return f"behaviour {result['behavior']}"
    if result["behaviorClose"] not in PASSED:
        return f"closing handshake {result['behaviorClose']}"
    return "ok"


def run_group(url, number, folder, jobs):
    """The verdicts by case, and how many further tries there were."""
    patterns = [f"{number}.{part}.*" for part in range(1, SUBGROUPS.get(number, 0) + 1)] or [f"{number}.*"]
    verdicts = {}
    again = 0
    for pattern in patterns:
        results = run(url, pattern, folder / pattern.rstrip(".*"), jobs)
        for case, result in results.items():
            reports = folder / pattern.rstrip(".*")
            for _ in range(FURTHER_TRIES):
                if TIME_IS_UP not in reason(result, reports):
                    break
                again += 1
                reports = folder / case
                result = run(url, case, reports, 1)[case]
            verdicts[case] = verdict(result)
    return verdicts, again


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server", help="the program to test, which takes --port and echoes at /echo")
    parser.add_argument("--reports", type=pathlib.Path, required=True, help="folder for the suite's own reports")
    parser.add_argument("--groups", help="numbers with commas between them (default: all)")
    parser.add_argument("--jobs", type=int, default=1, help="cases at a time (default: 1)")
    arguments = parser.parse_args()
    wanted = {int(number) for number in (arguments.groups or "").split(",") if number}

    failures = []
    passed_in_all = cases_in_all = 0
    print(f"{'group':<28} {'cases':>6} {'passed':>7} {'seconds':>8} {'again':>6}")
    with Server(arguments.server) as server:
        for number, title, case_count in GROUPS:
            if wanted and number not in wanted:
                continue
            start = time.monotonic()
            verdicts, again = run_group(server.url, number, arguments.reports, arguments.jobs)
            passed = sum(value == "ok" for value in verdicts.values())
            failures += [f"{case}: {value}" for case, value in verdicts.items() if value != "ok"]
            if len(verdicts) != case_count:
                failures.append(f"group {number}: {len(verdicts)} of {case_count} cases were run")
            passed_in_all += passed
            cases_in_all += case_count
            seconds = time.monotonic() - start
            print(f"{number:>2} {title:<25} {case_count:>6} {passed:>7} {seconds:>8.1f} {again or '':>6}", flush=True)
    print(f"{'all':<28} {cases_in_all:>6} {passed_in_all:>7}")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
