"""Servers as processes that are pinned to a core, and what the kernel says about the time they computed."""

import ctypes
import os
import pathlib
import shlex
import signal
import socket
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")
SERVER_CORE = "0"
LOAD_CORE = "1"
START_SECONDS = 30
PR_SET_PDEATHSIG = 1


def free_port():
    """A port at which nobody listens, so that two drivers do not load each other's servers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def family(pid):
    """A process with all that it started."""
    pids = [pid]
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in task.read_text().split():
                pids += family(int(child))
        except OSError:
            pass  # It ended meanwhile.
    return pids


def cpu_seconds(pids):
    """What all threads of these processes have computed, to the nanosecond."""
    seconds = 0
    for pid in pids:
        for thread in pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                seconds += int(thread.read_text().split()[0]) / 1e9
            except OSError:
                pass  # It ended meanwhile.
    return seconds


def machine_cpu_seconds():
    """What the whole machine has computed."""
    with open("/proc/stat") as stat:
        user, nice, system, _, _, irq, soft_irq = map(int, stat.readline().split()[1:8])
    return (user + nice + system + irq + soft_irq) / TICKS


class Calm:
    """Waits for the machine to be calm, but not longer in all than it was given."""

    def __init__(self, seconds, load_max=0.3):
        self.left = seconds
        self.load_max = load_max

    def wait(self):
        while self.left > 0:
            before = machine_cpu_seconds()
            time.sleep(0.5)
            self.left -= 0.5
            if (machine_cpu_seconds() - before) / 0.5 < self.load_max:
                return


def _die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Server:
    """One server that can be started and stopped again and again."""

    def __init__(self, name, command, log, port=None, environment=None, cores=SERVER_CORE):
        self.name = name
        self.port = port or free_port()
        self.command = ["taskset", "-c", cores, *shlex.split(command.format(port=self.port))]
        self.log = log
        self.environment = {**os.environ, **(environment or {})}
        self.process = None

    def start(self):
        if self.process and self.process.poll() is None:
            return
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdout=log, stderr=log, preexec_fn=_die_with_parent
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended with status {self.process.returncode}; see {self.log}")
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.01)
        self.stop()
        raise RuntimeError(f"{self.name} does not listen on port {self.port}; see {self.log}")

    def pids(self):
        return family(self.process.pid)

    def stop(self):
        """Ends the process and what it started."""
        if not self.process:
            return
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is None:
                for pid in self.pids():
                    try:
                        os.kill(pid, number)
                    except ProcessLookupError:
                        pass
                try:
                    self.process.wait(5)
                except subprocess.TimeoutExpired:
                    pass
        self.process = None
