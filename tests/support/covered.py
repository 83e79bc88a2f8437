"""Says in the last lines of a run which backends it covered; under CI=true a backend that was not is a failure."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.support.servers import COVERABLE, Servers

_COVERS = "covers"


def note_coverage(item: pytest.Item) -> None:
    """Write down what a passing run of this test proves; called once for each collected test."""
    names: set[str] = set()
    callspec = getattr(item, "callspec", None)
    if callspec is not None and "backend" in callspec.params:
        names.add(callspec.params["backend"])
    if "redis_url" in getattr(item, "fixturenames", ()):
        names.add("redis")
    if item.get_closest_marker("browser"):
        names.add("chromium")
    item.user_properties.extend((_COVERS, name) for name in sorted(names))


class CoveredBackends:
    """A pytest plugin of the process that prints the report (not of xdist's workers)."""

    def __init__(self, servers: Servers) -> None:
        self._servers = servers
        self._passed: Counter[str] = Counter()

    @property
    def _strict(self) -> bool:
        return os.environ.get("CI", "").lower() == "true"

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self._passed.update(str(value) for key, value in report.user_properties if key == _COVERS)

    def _gaps(self, config: pytest.Config) -> dict[str, str]:
        whole_run = (
            config.args_source is pytest.Config.ArgsSource.TESTPATHS
            and not config.option.markexpr
            and not config.option.keyword
        )
        gaps = {name: self._servers.why_not.get(name, "not there") for name in COVERABLE if not self._servers.has(name)}
        if whole_run:
            gaps |= {name: "no test ran" for name in COVERABLE if not self._passed[name] and name not in gaps}
        return gaps

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._strict and self._gaps(session.config) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        terminal = config.pluginmanager.get_plugin("terminalreporter")
        if terminal is None or config.option.collectonly:
            return
        covered = [f"{name} ({self._passed[name]} tests)" for name in COVERABLE if self._passed[name]]
        terminal.write_line(f"Backends covered: {', '.join(covered) or 'none'}")
        for name, reason in self._gaps(config).items():
            consequence = " - a failure, since CI=true" if self._strict else ""
            terminal.write_line(f"Backend NOT covered: {name}: {reason}{consequence}", yellow=True)
