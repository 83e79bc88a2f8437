"""What every test can ask for. `tests/README.md` lists the fixtures and marks."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator, Iterator

import hypothesis
import pytest

from tests.support.covered import CoveredBackends, note_coverage
from tests.support.network import block_network
from tests.support.servers import BACKENDS, Servers, discover
from tests.support.smtp_sink import SmtpSink, running_smtp_sink

pytest_plugins = [
    "tests.support.audited",
    "tests.support.sites",
    "tests.support.clients",
    "tests.support.pages",
    "tests.support.desk",
    "tests.support.web",
    "tests.support.dovecot",
    "tests.support.slapd",
    "tests.support.openid_provider",
]

hypothesis.settings.register_profile("default", max_examples=40, deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("thorough", max_examples=600, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Reports parse the sources of what failed; on Python 3.11 a greenlet that the collector frees meanwhile makes the
    parser lose count of its depth, and the worker of the run dies of it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


FOUND = pytest.StashKey[Servers]()
SLOW_FIRST = ("process", "browser")


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()  # until the tests are collected: what that makes stays, and looking through it took a fifth of the time
    # Of the many processes that a run starts only the first is to compile the sources, whatever the machine's image says.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for name in [name for name in os.environ if name.startswith("GOTRS_") and not name.startswith("GOTRS_TEST_")]:
        del os.environ[name]  # a developer's own settings must not decide how tests end
    servers = discover(wheels="not peer" not in config.option.markexpr)
    config.stash[FOUND] = servers
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(CoveredBackends(servers), "gotrs-covered-backends")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever asks for a database runs on each one that the mark `backends` allows."""
    if "backend" not in metafunc.fixturenames:
        return
    marker = metafunc.definition.get_closest_marker("backends")
    names = marker.args if marker else BACKENDS
    unknown = set(names) - set(BACKENDS)
    if unknown:
        raise pytest.UsageError(f"{metafunc.definition.nodeid}: no such backend: {', '.join(sorted(unknown))}")
    metafunc.parametrize("backend", [_parameter(name, metafunc.config.stash[FOUND]) for name in names])


def _parameter(name: str, servers: Servers) -> object:
    marks = [] if name == "sqlite" else [pytest.mark.peer]
    if not servers.has(name):
        marks.append(pytest.mark.skip(reason=f"no {name}: {servers.why_not.get(name, 'not there')}"))
    return pytest.param(name, marks=marks, id=name)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "redis_url" in getattr(item, "fixturenames", ()):
            item.add_marker("peer")
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        note_coverage(item)
    # What takes seconds starts first, so that the workers end together.
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in SLOW_FIRST))


def pytest_collection_finish() -> None:
    """The collector goes on as in the server: else it looks through thousands of tests again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)
    gc.enable()


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest) -> Servers:
    """Which servers and programs this machine has for tests."""
    return request.config.stash[FOUND]


@pytest.fixture(autouse=True, scope="session")
def _only_this_machine(servers: Servers) -> Iterator[None]:
    hosts = frozenset(servers.url(name).host or "" for name in servers.urls if name != "chromium")
    with pytest.MonkeyPatch.context() as patch:
        block_network(patch, hosts)
        yield


@pytest.fixture
def mailbox(smtp_sink: SmtpSink) -> SmtpSink:
    """What `site` really sent over SMTP; the same as `smtp_sink`, and the site's settings name it."""
    return smtp_sink


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    """A mail server on a free port that keeps what it gets: `smtp_sink.url`, `smtp_sink.messages`."""
    with running_smtp_sink() as sink:
        yield sink
