"""Fixtures of all tests. `.env.example` lists the variables that they read."""

import pytest

import auth
from assay_runtime import Client, Settings, SettingsError, check_reachable

# Tested when BASE_URL is not set; empty: BASE_URL must be set.
DEFAULT_BASE_URL = "http://127.0.0.1:8000"
# For messages only; it may be in production.
DOCUMENTED_SERVER = ""


def make_settings():
    """BASE_URL, credentials, TIMEOUT and VERIFY_TLS from the environment."""
    return Settings(DEFAULT_BASE_URL, DOCUMENTED_SERVER)


def pytest_addoption(parser):
    parser.addoption("--case", action="append", help="run only the case with this id")


def pytest_sessionstart(session):
    """Stops before the first test when the environment cannot be used."""
    if sends_requests(session.config):
        try:
            make_settings()
        except SettingsError as error:
            raise pytest.UsageError(str(error)) from None


def pytest_report_header(config):
    if not sends_requests(config):
        return None
    settings = make_settings()
    return f"BASE_URL: {settings.base_url} ({settings.base_url_source})"


# Before pytest-xdist, which hands the tests to other processes.
@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    if sends_requests(session.config) and not hasattr(session.config, "workerinput"):
        check_reachable(make_settings())


def sends_requests(config):
    return not (config.option.collectonly or config.option.showfixtures)


def pytest_collection_modifyitems(config, items):
    """Puts each case's id into reports, and leaves only those that `--case` names."""
    wanted = config.getoption("--case")
    for item in items:
        for marker in item.iter_markers("case_id"):
            item.user_properties.append(("case_id", marker.args[0]))
    if wanted:
        chosen, others = [], []
        for item in items:
            ids = {marker.args[0] for marker in item.iter_markers("case_id")}
            (chosen if ids & set(wanted) else others).append(item)
        items[:] = chosen
        config.hook.pytest_deselected(items=others)


@pytest.fixture(scope="session")
def settings():
    return make_settings()


@pytest.fixture(scope="session")
def api(settings):
    """The client that sends every request of the run."""
    client = Client(settings, auth.SCHEMES)
    yield client
    client.close()


@pytest.fixture
def pet_id(api):
    """Made by POST /pets, removed afterwards by DELETE /pets/{petId}."""
    with api.created("pet_id") as identifier:
        yield identifier
