"""Tools of the abuse tests: clients that misbehave, and what watches the server and a decent client meanwhile."""

import contextlib
import errno
import json
import pathlib
import resource
import select
import socket
import struct
import subprocess
import sys
import time

MEBIBYTE = 1024 * 1024
KEY = "dGhlIHNhbXBsZSBub25jZQ=="
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def request(path="/api/progress/x", method="GET", fields="", content=b""):
    """The bytes of one request."""
    return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n".encode() + content


def upgrade(path, fields="", key=KEY):
    """The bytes of an opening handshake."""
    return request(
        path,
        fields="Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {key}\r\n{fields}",
    )


DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n"


def frame(opcode, payload=b"", final=True, compressed=False):
    """The bytes of a client's frame. A masking key of zeros leaves the payload as it is."""
    first = opcode | (0x80 if final else 0) | (0x40 if compressed else 0)
    if len(payload) < 126:
        length = bytes([0x80 | len(payload)])
    elif len(payload) < 65536:
        length = b"\xfe" + struct.pack(">H", len(payload))
    else:
        length = b"\xff" + struct.pack(">Q", len(payload))
    return bytes([first]) + length + bytes(4) + payload


class Clients:
    """Some sockets to the server, that are closed or reset together at the end."""

    def __init__(self, port):
        self.port = port
        self.sockets = []

    def open(self, count=1, first=b"", receive_buffer=None):
        """Opens so many more, sends each the first bytes, and returns them; refused ones are left out."""
        opened = []
        for _ in range(count):
            client = socket.socket()
            if receive_buffer:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            client.settimeout(20)
            with contextlib.suppress(OSError):
                client.connect(("127.0.0.1", self.port))
                client.sendall(first)
                opened.append(client)
        self.sockets += opened
        return opened

    def open_websockets(self, path, count=1, fields="", receive_buffer=None):
        """Opens so many WebSocket connections, all of which must be accepted."""
        opened = self.open(count, upgrade(path, fields), receive_buffer)
        for client in opened:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += client.recv(1) or sys.exit("the handshake was not answered")
            assert head.startswith(b"HTTP/1.1 101"), head
        return opened

    def close(self, reset=False):
        for client in self.sockets:
            if reset:
                reset_when_closed(client)
            client.close()
        self.sockets = []


def reset_when_closed(client):
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def flood(clients, piece, seconds, reads=False, pause=0.0, bytes_max=None):
    """Sends each client the piece again and again, without reading unless told to.

    Returns those that the server still has. With a pause each client gets one piece and then waits so long.
    """
    end = time.monotonic() + seconds
    waiting = {client.fileno(): (client, memoryview(piece)) for client in clients}
    sent_count = 0
    for client in clients:
        client.setblocking(False)
    poll = select.poll()
    interest = select.POLLOUT | (select.POLLIN if reads else 0)
    for number in waiting:
        poll.register(number, interest)
    while waiting and time.monotonic() < end and (bytes_max is None or sent_count < bytes_max):
        for number, event in poll.poll(50):
            client, rest = waiting[number]
            try:
                if event & select.POLLIN and not client.recv(65536):
                    raise OSError(errno.ECONNRESET, "ended")
                if event & (select.POLLERR | select.POLLHUP):
                    raise OSError(errno.ECONNRESET, "ended")
                if event & select.POLLOUT:
                    sent = client.send(rest)
                    sent_count += sent
                    waiting[number] = (client, rest[sent:] or memoryview(piece))
            except BlockingIOError:
                pass
            except OSError:
                poll.unregister(number)
                del waiting[number]
        if pause:
            time.sleep(pause)
    return [client for client, _ in waiting.values()]


def given_up(clients, seconds):
    """How many of the clients the server has reset within the time, without reading what it sends."""
    poll = select.poll()
    for client in clients:
        poll.register(client, 0)
    count = 0
    end = time.monotonic() + seconds
    while count < len(clients) and (left := end - time.monotonic()) > 0:
        for number, _ in poll.poll(left * 1000):
            poll.unregister(number)
            count += 1
    return count


def ended(clients, seconds):
    """How many of the clients the server has ended within the time; what it sends meanwhile is read."""
    end = time.monotonic() + seconds
    open_clients = {client.fileno(): client for client in clients}
    for client in clients:
        client.setblocking(False)
    while open_clients and (left := end - time.monotonic()) > 0:
        for number in select.select(list(open_clients), [], [], left)[0]:
            try:
                if open_clients[number].recv(65536):
                    continue
            except BlockingIOError:
                continue
            except OSError:
                pass
            del open_clients[number]
    return len(clients) - len(open_clients)


def raise_open_files():
    """Lets this process open as many files as the system allows, and tells how many."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


class Watch:
    """What a server process has of the machine: memory at its peak, open files, CPU time."""

    def __init__(self, pid):
        self.folder = pathlib.Path(f"/proc/{pid}")
        self.ran, self.waited = 0, 0

    def status(self, name):
        """A line of the status file, in bytes."""
        line = next(line for line in (self.folder / "status").read_text().splitlines() if line.startswith(name + ":"))
        return int(line.split()[1]) * 1024

    def forget_peak(self):
        (self.folder / "clear_refs").write_text("5")

    @property
    def memory(self):
        return self.status("VmRSS")

    @property
    def peak(self):
        return self.status("VmHWM")

    def processor_share(self):
        """How much of the time that it wanted the processor the server had it, since the last call."""
        ran, waited = 0, 0
        for thread in (self.folder / "task").iterdir():
            with contextlib.suppress(OSError):
                fields = (thread / "schedstat").read_text().split()
                ran, waited = ran + int(fields[0]), waited + int(fields[1])
        since = (ran - self.ran, waited - self.waited)
        self.ran, self.waited = ran, waited
        return since[0] / sum(since) if sum(since) else 1

    @property
    def files(self):
        return len(list((self.folder / "fd").iterdir()))

    def files_return_to(self, count, seconds):
        """Waits until no more files are open than that; tells whether it came to that."""
        end = time.monotonic() + seconds
        while self.files > count and time.monotonic() < end:
            time.sleep(0.05)
        return self.files <= count


class Bystander:
    """A decent client in a process of its own: requests and echoes on two connections, each of which it times.

    It asks a server that nobody abuses in turn with the one under test, so that what the machine is busy with
    otherwise shows in both.
    """

    def __init__(self, port, control_port):
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(port), str(control_port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.process.stdout.readline()
        self.start = time.monotonic()

    def times(self):
        """Ends it; the 99th percentile in seconds: of the server, and of the one that nobody abuses."""
        time.sleep(max(0.0, self.start + 0.5 - time.monotonic()))
        output, _ = self.process.communicate(b"\n", timeout=60)
        return json.loads(output)


def main(ports):
    """The process of a bystander: until its input ends it measures, then it prints the percentiles."""
    connections = []
    for port in ports:
        clients = Clients(port)
        connections.append((clients.open()[0], clients.open_websockets("/echo")[0]))
    times = [[] for _ in ports]
    print("ready", flush=True)
    asked, echoed = request(), frame(TEXT, b"x" * 60)
    while not select.select([sys.stdin], [], [], 0.002)[0]:
        for (http, websocket), measured in zip(connections, times, strict=True):
            for client, message in ((http, asked), (websocket, echoed)):
                start = time.monotonic()
                client.sendall(message)
                assert client.recv(4096), "the bystander lost its connection"
                measured.append(time.monotonic() - start)
    print(json.dumps([sorted(measured)[len(measured) * 99 // 100] for measured in times]))


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]])
