"""What the browser tests share: the browser, pages that collect what goes wrong, a document that is held back."""

import http.server
import json
import os
import pathlib
import shutil
import threading

import pytest
from playwright.sync_api import sync_playwright

ARTIFACTS = pathlib.Path(__file__).parent / "artifacts"
SIZES = {
    "desktop": {"width": 1200, "height": 900},
    "phone": {"width": 360, "height": 740},
    "narrow": {"width": 320, "height": 640},
}
# What the browser itself says about an answer that is no success; the page has no say in it.
NETWORK = ("Failed to load resource", "WebSocket connection to")


@pytest.fixture(scope="module")
def browser():
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    ARTIFACTS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        # Chromium refuses its own sandbox as root.
        launched = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser):
    """Opens pages of one size; at the end none may have an error, or a violation of the policy, in its console."""
    contexts, problems = [], []

    def open_one(size="desktop", **options):
        context = browser.new_context(viewport=SIZES[size], **options)
        contexts.append(context)
        page = context.new_page()
        context.on("weberror", lambda error: problems.append(str(error.error)))
        context.on("console", lambda message: problems.append(message.text)
                   if message.type == "error" and not message.text.startswith(NETWORK) else None)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def held():
    """A document at an address that answers only when it is let go: its task runs as long as a test wants."""
    document = HeldDocument()
    yield document
    document.close()


class HeldDocument:
    def __init__(self):
        self.content = json.dumps(document_of(3)).encode()
        self.released = threading.Event()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                outer.released.wait(60)
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(outer.content)))
                self.end_headers()
                self.wfile.write(outer.content)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/openapi.json"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def release(self):
        self.released.set()

    def close(self):
        self.release()
        self.server.shutdown()
        self.server.server_close()


def document_of(count, title="Many", parameters=0, end=""):
    """A document with that many operations, whose paths have that end."""
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "paths": {
            f"/items/{i}{end}": {"get": {
                "responses": {"200": {"description": "ok"}},
                "parameters": [
                    {"name": f"q{j}", "in": "query", "schema": {"type": "integer", "minimum": j}}
                    for j in range(parameters)
                ],
            }}
            for i in range(count)
        },
    }


def file_of(document, name="openapi.json"):
    """A document as `set_input_files` takes it."""
    return {"name": name, "mimeType": "application/json", "buffer": json.dumps(document, indent=1).encode()}


def picture(page, name):
    """Takes a picture of the whole view; it may not scroll sideways."""
    page.screenshot(path=ARTIFACTS / f"{name}.png", full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{name} scrolls sideways by {width} px"
