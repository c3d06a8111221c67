"""FastAPI on uvicorn, one worker: server_fastapi.py PORT FOLDER."""

import contextlib
import sys

import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel

app = FastAPI()
topics: dict[str, set[WebSocket]] = {}


class Progress(BaseModel):
    task_id: str
    progress: int
    total: int
    status: str
    message: str


@app.get("/api/progress/{task_id}")
async def progress(task_id: str) -> Progress:
    return Progress(task_id=task_id, progress=42, total=100, status="running", message="Processing item 42 of 100")


@app.websocket("/ws/{topic}")
async def follow(socket: WebSocket, topic: str):
    await socket.accept()
    followers = topics.setdefault(topic, set())
    followers.add(socket)
    with contextlib.suppress(WebSocketDisconnect):
        while True:
            await socket.receive_text()
    followers.discard(socket)


@app.websocket("/pub/{topic}")
async def publish(socket: WebSocket, topic: str):
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        while True:
            message = await socket.receive_text()
            for follower in list(topics.get(topic, ())):
                with contextlib.suppress(Exception):  # One that has just gone.
                    await follower.send_text(message)


@app.websocket("/echo")
async def echo(socket: WebSocket):
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        while True:
            await socket.send_text(await socket.receive_text())


app.mount("/", StaticFiles(directory=sys.argv[2]))
uvicorn.run(
    app,
    host="127.0.0.1",
    port=int(sys.argv[1]),
    backlog=4096,
    log_level="error",
    access_log=False,
    ws_per_message_deflate=False,
)
