"""The servers that are compared, each with the routes of netcore-lab."""

import dataclasses

from places import FILES, PEER_PROGRAMS, PEERS, PROGRAMS, WORK
from processes import Server, free_port
from scenarios import HTTP, WEBSOCKET

CEILING = "ceiling"
OURS = "netcore-lab"


@dataclasses.dataclass(frozen=True)
class Kind:
    """How a server is started; {port} and {files} stand in the command."""

    command: str
    protocols: tuple = (HTTP, WEBSOCKET)
    # What has to be there; without it the server is left out.
    program: str = ""
    environment: dict = dataclasses.field(default_factory=dict)


def built(name, arguments, **settings):
    """A server that peers/build makes."""
    program = f"{PEER_PROGRAMS}/{name}"
    return Kind(f"{program} {arguments}", program=program, **settings)


KINDS = {
    CEILING: Kind(f"{PROGRAMS}/ceiling {{port}} {{files}}"),
    OURS: Kind(f"{PROGRAMS}/netcore-lab --port {{port}} --threads 1 --root {{files}}"),
    "uWebSockets": built("uwebsockets", "{port} {files}"),
    "nginx": Kind(
        f"/usr/sbin/nginx -e {WORK}/nginx.log -c {WORK}/nginx.conf", (HTTP,), program="/usr/sbin/nginx"
    ),
    "libwebsockets": built("libwebsockets", "{port}", protocols=(WEBSOCKET,)),
    "Go": built("go", "{port} {files}"),
    "SwiftNIO": built("nio", "{port} {files}"),
    "Hummingbird": built("hummingbird", "{port} {files}"),
    "FlyingFox": built("flying-fox", "{port} {files}"),
    "Node ws": Kind(
        f"node {PEERS}/server.js {{port}} {{files}}",
        program="/usr/share/nodejs/ws",
        environment={"NODE_PATH": "/usr/share/nodejs"},
    ),
    "FastAPI": Kind(
        f"{PEER_PROGRAMS}/python/bin/python {PEERS}/server_fastapi.py {{port}} {{files}}",
        program=f"{PEER_PROGRAMS}/python/bin/uvicorn",
    ),
}


def server(name):
    """A server of a kind; not started."""
    kind = KINDS[name]
    port = free_port()
    if name == "nginx":
        template = (PEERS / "nginx.conf").read_text()
        values = {"PORT": str(port), "FILES": str(FILES), "WORK": str(WORK)}
        for key, value in values.items():
            template = template.replace(f"@{key}@", value)
        (WORK / "nginx.conf").write_text(template)
    log = WORK / f"{name.replace(' ', '-')}.log"
    return Server(name, kind.command.replace("{files}", str(FILES)), log, port, kind.environment)
