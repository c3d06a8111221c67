"""What is done to a server, and which figures come out of it."""

import dataclasses

HTTP = "http"
WEBSOCKET = "websocket"


@dataclasses.dataclass(frozen=True)
class Figure:
    """What is compared: a number of a run, the less the better, and how far it may be above the ceiling's."""

    key: str
    unit: str
    ratio_max: float | None = None
    value_max: float | None = None


@dataclasses.dataclass(frozen=True)
class Load:
    """A scenario: a load with one of the two clients."""

    name: str
    title: str
    protocol: str
    path: str
    figures: tuple
    # For wrk: connections, requests in one piece, whether each request has a connection. For wsload: its arguments.
    connections: int = 0
    pipelined: int = 1
    closes: bool = False
    arguments: tuple = ()
    # Whether the server must not have served anything before.
    is_first: bool = False


def cpu(ratio_max=None):
    return (Figure("cpu_us", "CPU µs an operation", ratio_max),)


def requests(name, title, path, connections, ratio_max=None, **settings):
    return Load(name, title, HTTP, path, cpu(ratio_max), connections, **settings)


def messages(name, title, figures, mode, path, **arguments):
    options = [text for key, value in arguments.items() for text in (f"--{key}", str(value))]
    return Load(name, title, WEBSOCKET, path, figures, arguments=(mode, *options))


def fan_out(name, title, figures, connections, **arguments):
    return messages(
        name, title, figures, "subscribers", "/ws/t%d", publish="/pub/t%d", connections=connections, **arguments
    )


JSON = "/api/progress/x"
LATENCY = (Figure("p99_us", "µs until 99 % are delivered", 1.5),)
IDLE = (
    Figure("rss_bytes", "bytes of RSS each", value_max=600),
    # 0.15 s where the ceiling needs 0.12 s.
    Figure("opening_cpu_s", "CPU s for all handshakes", 1.25),
)

ALL = (
    requests("json", "small JSON, 256 connections", JSON, 256, 1.3),
    requests("file", "file of 1 KiB, 256 connections", "/small.html", 256, 1.3),
    requests("pipelined", "small JSON, 16 in one piece, 16 connections", JSON, 16, 1.5, pipelined=16),
    requests("close", "a connection for each request, 256 at a time", JSON, 256, 1.2, closes=True),
    requests("large", "file of 4 MiB, 16 connections", "/4m.zip", 16),
    messages("echo", "echo, 64 connections", cpu(1.15), "echoes", "/echo", connections=64),
    fan_out("fan-1k", "a message to 1,000", cpu(1.1), 1000),
    fan_out("burst-1k", "bursts of 16 messages to 1,000", cpu(1.3), 1000, window=32, burst=16),
    fan_out("fan-10k", "a message to 10,000", cpu(1.2), 10_000),
    messages("handshakes", "handshakes, 64 at a time", cpu(1.3), "handshakes", "/ws/t", connections=64),
    dataclasses.replace(
        messages("idle", "10,000 idle WebSockets", IDLE, "idle", "/ws/t", connections=10_000), is_first=True
    ),
    fan_out("latency", "100 messages a second to 1,000", LATENCY, 1000, rate=100),
)
BY_NAME = {scenario.name: scenario for scenario in ALL}
