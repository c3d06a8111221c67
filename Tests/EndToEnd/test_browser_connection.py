"""The page and its connection: several tabs, losses, each transport, restarts, and nothing left behind."""

import json
import re

import pytest
import requests
from playwright.sync_api import expect

from conftest import Process
from page_fixtures import browser, document_of, held, open_page, picture  # noqa: F401

DOWNLOAD = re.compile("Download ZIP")
# A proxy that lets no WebSocket through, as the page sees it.
NO_WEB_SOCKET = """
  window.WebSocket = class {
    static CONNECTING = 0;
    constructor() { setTimeout(() => this.onclose?.(new CloseEvent('close', { code: 1006 }))); }
    close() {}
  };
"""
OPERATIONS = 1500


@pytest.fixture(scope="module")
def local(serve):
    """A server that may fetch documents from this machine."""
    return serve("--allow-private-urls")


def start(server, held):
    """A task that runs until `held` is released."""
    return requests.post(f"{server.url}/api/generate", json={"spec_url": held.url}).json()["task_id"]


def mark(page):
    return page.locator("connection-mark")


def lines(page):
    """The lines of the log, which is opened for it."""
    page.locator("task-log details").evaluate("details => { details.open = true; }")
    return page.get_by_role("log").locator("div")


def test_tabs_and_a_reload_in_the_middle_show_the_same(local, held, open_page):
    page = open_page()
    page.goto(f"{local.url}/?task={start(local, held)}")
    other = page.context.new_page()
    other.goto(page.url)
    for tab in (page, other):
        expect(tab.locator("[aria-current=step]")).to_have_text(re.compile("Read.*running"))
        expect(mark(tab)).to_have_attribute("title", "Live, over WebSocket")
    page.reload()
    expect(page.locator("[aria-current=step]")).to_have_text(re.compile("Read.*running"))
    expect(lines(page)).to_have_count(2)
    held.release()
    told = []
    for tab in (page, other):
        expect(tab.get_by_role("link", name=DOWNLOAD)).to_be_visible(timeout=20_000)
        expect(mark(tab)).to_have_text("Idle")
        told.append(lines(tab).all_inner_texts())
    assert told[0] == told[1]
    assert len(told[0]) == len(set(told[0])) > 8


@pytest.mark.parametrize(
    "blocked, name",
    [((), "WebSocket"), (("ws",), "server-sent events"), (("ws", "sse"), "long polling")],
    ids=["websocket", "sse", "poll"],
)
def test_each_transport_brings_the_task_to_its_end(local, held, open_page, blocked, name):
    page = open_page()
    if "ws" in blocked:
        page.add_init_script(NO_WEB_SOCKET)
    if "sse" in blocked:
        page.route("**/api/progress/**", lambda route: route.abort()
                   if "event-stream" in route.request.headers.get("accept", "") else route.continue_())
    page.goto(f"{local.url}/?task={start(local, held)}")
    # Three failures of a transport come first, with pauses of 0.5, 1 and 2 s.
    expect(mark(page)).to_have_attribute("title", f"Live, over {name}", timeout=15_000)
    held.release()
    expect(page.get_by_role("link", name=DOWNLOAD)).to_be_visible(timeout=20_000)
    expect(page.locator("operation-list h2")).to_have_text("Operations (3)")


def test_cut_socket_goes_on_after_the_last_update(local, held, open_page):
    page = open_page()
    addresses, sockets = [], []

    def join(socket):
        addresses.append(socket.url)
        sockets.append(socket)
        socket.connect_to_server()

    page.route_web_socket("**/ws/**", join)
    page.goto(f"{local.url}/?task={start(local, held)}")
    expect(lines(page)).to_have_count(2)
    with page.expect_websocket():
        sockets[0].close(code=1001)
    expect(mark(page)).to_have_text("Live")
    held.release()
    expect(page.get_by_role("link", name=DOWNLOAD)).to_be_visible(timeout=20_000)
    assert [address.split("?")[1] for address in addresses] == ["after=0", "after=2"]
    told = lines(page).all_inner_texts()
    assert len(told) == len(set(told))


def test_losing_the_network_is_told_and_mended(local, held, open_page):
    page = open_page()
    page.goto(f"{local.url}/?task={start(local, held)}")
    expect(mark(page)).to_have_text("Live")
    page.context.set_offline(True)
    expect(mark(page)).to_have_text("Offline")
    expect(page.locator("connection-loss")).to_contain_text("The task goes on without this page.")
    picture(page, "offline-light-desktop")
    page.context.set_offline(False)
    expect(mark(page)).to_have_text("Live")
    expect(page.locator("connection-loss")).to_be_empty()
    held.release()
    expect(page.get_by_role("link", name=DOWNLOAD)).to_be_visible(timeout=20_000)


def test_a_restarted_server_that_lost_the_task_is_told(held, open_page, tmp_path):
    first = Process("serve", "--port", 0, "--data", tmp_path / "a", "--allow-private-urls")
    second = None
    try:
        page = open_page()
        page.goto(f"{first.url}/?task={start(first, held)}")
        expect(mark(page)).to_have_text("Live")
        first.process.kill()
        first.process.wait()
        expect(mark(page)).to_have_text("Reconnecting")
        second = Process("serve", "--port", first.port, "--data", tmp_path / "b")
        expect(page.get_by_role("heading", level=1)).to_have_text("There is no such task here", timeout=20_000)
        expect(mark(page)).to_have_text("Idle")
    finally:
        first.process.kill()
        if second:
            second.stop()


def test_a_server_that_is_away_is_waited_for_on_the_same_transport(local, held, open_page):
    page = open_page()
    page.goto(f"{local.url}/?task={start(local, held)}")
    expect(mark(page)).to_have_text("Live")
    asked = []
    page.route("**/api/progress/**", lambda route: (asked.append(route.request.url), route.abort()))
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("connection-loss")).to_contain_text("Trying again", timeout=10_000)
    page.get_by_role("button", name="Try now").click()
    page.wait_for_function("() => document.querySelector('connection-mark').dataset.state === 'reconnecting'")
    assert len(asked) > 1
    page.unroute("**/api/progress/**")
    page.get_by_role("button", name="Try now").click()
    expect(mark(page)).to_have_attribute("title", "Live, over WebSocket")


def test_many_operations_cost_what_changes(serve, held, open_page):
    """Counts what the page writes; times would measure the machine."""
    server = serve("--workers", 1, "--allow-private-urls")
    start(server, held)
    page = open_page()
    page.add_init_script("""
      window.writes = 0;
      window.frames = 0;
      const count = () => { window.frames += 1; requestAnimationFrame(count); };
      addEventListener('DOMContentLoaded', () => {
        count();
        new MutationObserver((records) => { window.writes += records.length; })
          .observe(document.querySelector('.view'), { subtree: true, childList: true, attributes: true, characterData: true });
      });
    """)
    document = document_of(OPERATIONS, parameters=6, end="/a-long-name" * 12)
    task = requests.post(f"{server.url}/api/generate", json={"spec": document}).json()["task_id"]
    page.goto(f"{server.url}/?task={task}")
    expect(page.locator("[aria-current=step]")).to_have_text(re.compile("Queue.*waiting"))
    expect(lines(page)).to_have_count(1)
    picture(page, "queued-light-desktop")
    held.release()
    search = page.get_by_role("searchbox", name="Filter operations")
    expect(search).to_be_visible(timeout=60_000)
    search.fill("items/77")
    expect(page.locator("progress-bar .message")).to_contain_text("a-long-name")
    picture(page, "running-light-desktop")
    expect(page.get_by_role("link", name=DOWNLOAD)).to_be_visible(timeout=60_000)
    # The reader is in the filter: the focus stays there, and so does what was typed.
    expect(search).to_be_focused()
    expect(page.locator("operation-list li:visible")).to_have_count(11)
    expect(page.locator("operation-list h2")).to_have_text("Operations (1,500)")
    # A row is made, filled, finished and given its tests; a line of the log comes and goes. What a
    # frame costs besides (stages, bar, title) does not depend on the rows.
    writes, frames = page.evaluate("[window.writes, window.frames]")
    assert writes < 20 * OPERATIONS + 20 * frames
    assert page.get_by_role("log").locator("div").count() <= 1000


def test_no_timer_listener_or_socket_outlives_its_view(local, held, open_page):
    page = open_page()
    page.add_init_script("""
      window.alive = { listeners: 0, intervals: 0 };
      for (const target of [window, document]) {
        const add = target.addEventListener, remove = target.removeEventListener;
        target.addEventListener = function (...all) {
          window.alive.listeners += 1;
          all[2]?.signal?.addEventListener('abort', () => { window.alive.listeners -= 1; });
          return add.apply(this, all);
        };
        target.removeEventListener = function (...all) { window.alive.listeners -= 1; return remove.apply(this, all); };
      }
      const { setInterval, clearInterval } = window;
      const open = new Set();
      window.setInterval = (...all) => { const id = setInterval(...all); open.add(id); window.alive.intervals = open.size; return id; };
      window.clearInterval = (id) => { clearInterval(id); open.delete(id); window.alive.intervals = open.size; };
    """)
    sockets = []
    page.on("websocket", lambda socket: sockets.append(socket))
    task = start(local, held)
    counts = []
    page.goto(local.url)
    for _ in range(3):
        page.evaluate("id => dispatchEvent(new CustomEvent('task-started', { detail: { id } }))", task)
        expect(mark(page)).to_have_text("Live")
        page.get_by_role("link", name="History").click()
        expect(mark(page)).to_have_text("Idle")
        page.get_by_role("link", name="New").click()
        expect(page.get_by_role("button", name="Generate")).to_be_visible()
        counts.append(json.dumps(page.evaluate("window.alive")))
    assert len(sockets) == 3
    for socket in sockets:
        if not socket.is_closed():
            socket.wait_for_event("close", timeout=5_000)
    assert counts[0] == counts[1] == counts[2]
    assert json.loads(counts[2])["intervals"] == 0
