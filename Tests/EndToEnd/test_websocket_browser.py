"""Chromium as a WebSocket client of the lab's echo and of the product's progress."""

from conftest import check_progress_lines
from page_fixtures import browser, open_page  # noqa: F401 (fixtures)

IN_BROWSER = """([address, lines]) => new Promise((resolve, reject) => {
  const socket = new WebSocket(address);
  const received = [];
  const sendNext = () => received.length < lines.length ? socket.send(lines[received.length]) : socket.close(4004, 'enough');
  socket.onopen = () => { if (lines.length) sendNext(); };
  socket.onmessage = (event) => { received.push(event.data); if (lines.length) sendNext(); };
  socket.onerror = () => reject(new Error('the connection failed'));
  socket.onclose = (event) => resolve([received, event.code, event.wasClean, socket.extensions]);
})"""


def test_chromium_gets_its_messages_back(lab, open_page):
    lines = ["", "a", "žluťoučký 😀 " * 500, "x" * 200_000] * 2
    received, code, was_clean, extensions = open_page().evaluate(IN_BROWSER, [f"{lab.websocket_url}/echo", lines])
    assert (received, code, was_clean) == (lines, 4004, True)
    assert extensions.startswith("permessage-deflate")


def test_chromium_reads_the_progress(server, finished, open_page):
    page = open_page()
    page.goto(server.url)
    received, code, was_clean, _ = page.evaluate(IN_BROWSER, [f"{server.websocket_url}/ws/{finished}", []])
    assert was_clean
    check_progress_lines(received, code)
