"""The page in a real browser: the whole journey, its mishaps, and pictures of every view."""

import re

import pytest
import requests
from playwright.sync_api import expect

from conftest import PETSTORE
from page_fixtures import browser, document_of, file_of, held, open_page, picture  # noqa: F401

LOOKS = ["light-desktop", "dark-desktop", "light-phone", "dark-narrow"]
DOWNLOAD = re.compile("Download ZIP")
FIRST_LOAD_BYTES_MAX = 60_000


@pytest.fixture
def local(serve):
    """A server that may fetch documents from this machine."""
    return serve("--allow-private-urls", "--workers", 1, "--queue-max", 1)


@pytest.mark.parametrize("look", LOOKS)
def test_journey_from_drop_to_download(server, open_page, look, tmp_path):
    scheme, size = look.split("-")
    page = open_page(size, color_scheme=scheme, reduced_motion="reduce" if size == "narrow" else None)
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Test suite from an OpenAPI document")
    picture(page, f"new-{look}")
    page.set_input_files("#spec", PETSTORE)
    expect(page.locator("chosen-document")).to_contain_text("5 operations")
    picture(page, f"chosen-{look}")
    page.get_by_role("button", name="Generate").click()
    download = page.get_by_role("link", name=DOWNLOAD)
    expect(download).to_be_visible(timeout=20_000)
    expect(download).to_be_focused()
    assert "?task=" in page.url
    expect(page).to_have_title("Done - Pet Store")
    expect(page.locator("link[rel=icon]")).to_have_attribute("href", "icon-done.svg")
    expect(page.locator("operation-list li")).to_contain_text(["tests"] * 5)
    page.locator("task-files").get_by_role("button", name="README.md").first.click()
    expect(page.get_by_label("Preview")).to_contain_text("Pet Store")
    expect(page.get_by_text("Things to look at")).to_have_count(0)  # nothing of this document is left out
    picture(page, f"done-{look}")
    with page.expect_download() as started:
        download.click()
    saved = tmp_path / "suite.zip"
    started.value.save_as(saved)
    assert saved.read_bytes().startswith(b"PK\x03\x04")

    # A reload and a second tab show the same, and need no socket for a task that has ended.
    other = page.context.new_page()
    sockets = []
    other.on("websocket", lambda socket: sockets.append(socket))
    other.goto(page.url)
    page.reload()
    for tab in (page, other):
        expect(tab.get_by_role("link", name=DOWNLOAD)).to_be_visible()
        expect(tab.get_by_role("list", name="Stages")).to_contain_text("done in")
    assert sockets == []
    other.close()

    # Back and forward: each view is there again, with the focus on its heading.
    page.get_by_role("link", name="History").click()
    expect(page.locator("task-history li").first).to_contain_text("Pet Store")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    picture(page, f"history-{look}")
    page.go_back()
    expect(page.get_by_role("link", name=DOWNLOAD)).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("History")
    page.get_by_role("link", name="API").click()
    expect(page.get_by_text("/api/generate", exact=True)).to_be_visible()
    picture(page, f"api-{look}")


@pytest.mark.parametrize("look", LOOKS[1:3])
def test_mistakes_are_explained(server, open_page, look):
    scheme, size = look.split("-")
    page = open_page(size, color_scheme=scheme)
    page.goto(server.url)
    page.get_by_role("button", name="Generate").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no document yet")
    expect(page.locator("#spec")).to_be_focused()
    expect(page.locator("#spec")).to_have_attribute("aria-describedby", "form-problem")
    picture(page, f"no-document-{look}")
    text = b"openapi: 3.1.0\ninfo:\n  title: x\n bad: [1, 2\npaths: {}\n"
    page.set_input_files("#spec", {"name": "broken.yaml", "mimeType": "application/yaml", "buffer": text})
    expect(page.locator("new-task")).to_contain_text(re.compile(r"line \d"))
    expect(page.locator("chosen-document mark")).to_contain_text("bad: [1, 2")
    picture(page, f"broken-{look}")
    page.get_by_role("button", name="Remove").click()
    page.set_input_files("#spec", {"name": "empty.yaml", "mimeType": "application/yaml", "buffer": b""})
    expect(page.get_by_role("alert")).to_contain_text("The file is empty")
    page.get_by_label("Address of the document").fill("ftp://example.com/a")
    page.get_by_label("Address of the document").press("Enter")
    expect(page.get_by_label("Address of the document")).to_have_attribute("aria-invalid", "true")
    page.goto(f"{server.url}/?task=nobody")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such task here")
    picture(page, f"unknown-{look}")


def test_pasting_fills_the_form_and_never_starts(server, open_page):
    page = open_page()
    page.goto(server.url)
    paste = """text => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }"""
    page.evaluate(paste, "https://api.example.com/openapi.json")
    expect(page.get_by_label("Address of the document")).to_have_value("https://api.example.com/openapi.json")
    page.evaluate(paste, PETSTORE.read_text())
    expect(page.locator("chosen-document")).to_contain_text("5 operations")
    expect(page.get_by_label("Address of the document")).to_have_value("")
    assert "?task=" not in page.url


def test_failed_and_cancelled_tasks_say_so(local, held, open_page):
    page = open_page("phone")
    page.goto(local.url)
    page.get_by_label("Address of the document").fill("http://127.0.0.1:9/openapi.json")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Could not connect to 127.0.0.1:9")
    expect(page.get_by_role("heading", level=1)).to_contain_text("could not be read")
    expect(page).to_have_title(re.compile("^Failed - "))
    picture(page, "failed-light-phone")

    task = requests.post(f"{local.url}/api/generate", json={"spec_url": held.url}).json()["task_id"]
    page.goto(f"{local.url}/?task={task}")
    expect(page.locator("[aria-current=step]")).to_have_text(re.compile("Read.*running"))
    picture(page, "running-light-phone")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled. Nothing was kept.")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    picture(page, "cancelled-light-phone")
    held.release()
    page.get_by_role("button", name="Run again").click()
    expect(page.get_by_role("link", name=DOWNLOAD)).to_be_visible(timeout=20_000)

    # Deleting a ZIP asks first; afterwards the task is gone.
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    address = page.url
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("History")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such task here")


def test_full_queue_counts_down_and_tries_again(local, held, open_page):
    for _ in range(2):
        assert requests.post(f"{local.url}/api/generate", json={"spec_url": held.url}).status_code == 202
    page = open_page()
    page.goto(local.url)
    page.set_input_files("#spec", PETSTORE)
    generate = page.get_by_role("button", name="Generate")
    generate.click()
    waiting = page.locator("queue-wait")
    expect(waiting).to_contain_text(re.compile(r"The queue is full.* Trying again in \d+ s\."))
    picture(page, "queue-full-light-desktop")
    page.get_by_role("button", name="Stop").click()
    expect(waiting).to_have_count(0)
    # The wait does not go on behind another view.
    generate.click()
    expect(waiting).to_be_visible()
    page.get_by_role("link", name="History").click()
    page.go_back()
    expect(waiting).to_have_count(0)
    expect(page.locator("chosen-document")).to_contain_text("5 operations")
    generate.click()
    expect(waiting).to_be_visible()
    held.release()
    expect(page.get_by_role("link", name=DOWNLOAD)).to_be_visible(timeout=30_000)


def test_keyboard_alone_from_load_to_download(server, open_page):
    page = open_page("phone")
    page.goto(server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Try an example":
            break
    page.keyboard.press("Enter")
    expect(page.locator("chosen-document")).to_contain_text("5 operations")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Generate")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=DOWNLOAD)).to_be_focused(timeout=20_000)
    page.keyboard.press("h")
    expect(page.get_by_role("heading", level=1)).to_have_text("History")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Filter the operations")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Test suite from an OpenAPI document")


def test_foreign_text_is_never_markup(server, open_page):
    page = open_page()
    markup = "<img src=x onerror=alert(1)><b>"
    document = document_of(1, title=markup)
    document["paths"][f"/{markup}"] = {"get": {"summary": markup, "responses": {"200": {"description": markup}}}}
    document["paths"]["/broken"] = {"get": {"responses": {"200": {"$ref": f"#/{markup}"}}}}
    page.on("dialog", lambda _: pytest.fail("a script of the document ran"))
    page.goto(server.url)
    page.set_input_files("#spec", file_of(document, f"{markup}.json"))
    expect(page.locator("chosen-document")).to_contain_text(markup)
    page.get_by_role("button", name="Generate").click()
    expect(page.get_by_role("link", name=DOWNLOAD)).to_be_visible(timeout=20_000)
    expect(page.get_by_role("heading", level=1)).to_have_text(markup)
    page.get_by_text(re.compile("Things to look at")).click()
    page.get_by_text(re.compile(r"^Log \(")).click()
    expect(page.get_by_role("log")).to_contain_text(markup)
    page.get_by_role("link", name="History").click()
    expect(page.locator("task-history li").first).to_contain_text(markup)
    page.go_back()
    expect(page.get_by_role("link", name=DOWNLOAD)).to_be_visible()
    assert page.locator("main img, main b, main script, [style], [onclick]").count() == 0


def test_first_load_is_small(server, open_page):
    page = open_page()
    sizes = {}
    page.on("response", lambda response: sizes.update({response.url: len(response.body())}))
    page.goto(server.url, wait_until="networkidle")
    assert sum(sizes.values()) < FIRST_LOAD_BYTES_MAX, sizes
    assert all(url.startswith(server.url) for url in sizes)
