"""The page in a real browser: the whole journey, its mishaps, and pictures of every view."""

import os
import pathlib
import re
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from conftest import PETSTORE

ARTIFACTS = pathlib.Path(__file__).parent / "artifacts"
SIZES = {"desktop": {"width": 1200, "height": 900}, "phone": {"width": 360, "height": 740}}


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


@pytest.fixture(params=["light-desktop", "dark-desktop", "light-phone", "dark-phone"])
def look(request):
    return request.param


@pytest.fixture
def page(browser, look):
    scheme, kind = look.split("-")
    context = browser.new_context(viewport=SIZES[kind], color_scheme=scheme, accept_downloads=True)
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
    yield page
    context.close()


def picture(page, look, name):
    page.screenshot(path=ARTIFACTS / f"{name}-{look}.png", full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{name} scrolls sideways by {width} px"


def test_journey_from_drop_to_download(server, page, look, tmp_path):
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Test suite from an OpenAPI document")
    picture(page, look, "new")
    page.set_input_files("#spec", PETSTORE)
    expect(page.locator(".chosen")).to_contain_text("5 operations")
    picture(page, look, "chosen")
    page.get_by_role("button", name="Generate").click()
    download = page.get_by_role("link", name=re.compile("Download ZIP"))
    expect(download).to_be_visible(timeout=20_000)
    assert "?task=" in page.url
    expect(page).to_have_title("Done - Pet Store")
    expect(page.get_by_text("DELETE", exact=True)).to_be_visible()
    expect(page.locator("operation-list li").first).to_contain_text("tests")
    page.get_by_role("button", name=re.compile("README.md")).first.click()
    expect(page.get_by_label("Preview")).to_contain_text("Pet Store")
    picture(page, look, "done")
    with page.expect_download() as started:
        download.click()
    saved = tmp_path / "suite.zip"
    started.value.save_as(saved)
    assert saved.read_bytes().startswith(b"PK\x03\x04")
    assert page.problems == []

    # A second tab and a reload show the same.
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_role("link", name=re.compile("Download ZIP"))).to_be_visible()
    other.close()
    page.reload()
    expect(page.get_by_role("link", name=re.compile("Download ZIP"))).to_be_visible()

    page.get_by_role("link", name="History").click()
    expect(page.locator("task-history li").first).to_contain_text("Pet Store")
    picture(page, look, "history")
    page.go_back()
    expect(page.get_by_role("link", name=re.compile("Download ZIP"))).to_be_visible()


def test_mistakes_are_explained(server, page, look, tmp_path):
    page.goto(server.url)
    page.get_by_role("button", name="Generate").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no document yet")
    broken = tmp_path / "broken.yaml"
    broken.write_text("openapi: 3.1.0\ninfo:\n  title: x\n bad: [1, 2\n")
    page.set_input_files("#spec", broken)
    expect(page.locator("new-task")).to_contain_text(re.compile("line \\d"))
    picture(page, look, "broken")
    page.goto(f"{server.url}/?task=nobody")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such task here")
    picture(page, look, "unknown")


@pytest.mark.parametrize("look", ["light-desktop"], indirect=False)
def test_running_task_in_two_tabs_and_a_cut_connection(serve, browser, look):
    server = serve("--workers", "1")
    context = browser.new_context(viewport=SIZES["desktop"])
    page = context.new_page()
    operations = {f"/b{i}": {"get": {"responses": {"200": {"description": "ok"}}, "parameters": [
        {"name": f"q{j}", "in": "query", "schema": {"type": "integer", "minimum": j}} for j in range(8)]}} for i in range(1500)}
    document = {"openapi": "3.1.0", "info": {"title": "Many", "version": "1"}, "paths": operations}
    answers = [context.request.post(f"{server.url}/api/generate", data={"spec": document}).json() for _ in range(2)]
    page.goto(f"{server.url}/?task={answers[1]['task_id']}")
    expect(page.get_by_role("list", name="Stages")).to_be_visible()
    picture(page, look, "running")
    other = context.new_page()
    other.goto(page.url)
    context.set_offline(True)
    context.set_offline(False)
    for tab in (page, other):
        expect(tab.get_by_role("link", name=re.compile("Download ZIP"))).to_be_visible(timeout=120_000)
        expect(tab.locator("operation-list h2")).to_have_text("Operations (1500)")
    context.close()


@pytest.mark.parametrize("look", ["light-phone"], indirect=False)
def test_keyboard_alone_from_load_to_download(server, browser, look):
    context = browser.new_context(viewport=SIZES["phone"])
    page = context.new_page()
    page.goto(server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Try an example":
            break
    page.keyboard.press("Enter")
    expect(page.locator(".chosen")).to_contain_text("5 operations")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Generate")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("Download ZIP"))).to_be_focused(timeout=20_000)
    context.close()
