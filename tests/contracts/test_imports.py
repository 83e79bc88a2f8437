"""Who may import whom: the contracts of pyproject.toml, and those that import-linter cannot say."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import grimp
import pytest

from tests.contracts.source import ROOT

# A driver stays behind the one package that wraps it.
HOMES = {
    "aiomysql": ("gotrs_api.db",),
    "aiosmtplib": ("gotrs_api.mail",),
    "aiosqlite": ("gotrs_api.db",),
    "alembic": ("gotrs_api.db",),
    "argon2": ("gotrs_api.identity",),
    "asyncpg": ("gotrs_api.db",),
    "bcrypt": ("gotrs_api.identity",),
    "joserfc": ("gotrs_api.identity", "gotrs_api.generic_interface", "gotrs_api.automation.web_push"),
    "pymysql": ("gotrs_api.db",),
    "pyotp": ("gotrs_api.identity",),
    "uvicorn": ("gotrs_api.serving",),
    "xlsxwriter": ("gotrs_api.kernel",),
}


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(
        "gotrs_api", "gotrs_web", include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None
    )


def test_the_contracts_of_pyproject_hold() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([linter, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_repository_is_known_to_its_own_domain_only() -> None:
    strangers = [
        f"{importer} imports {repository}"
        for repository in graph().modules
        if ".repository" in repository
        for importer in graph().find_modules_that_directly_import(repository)
        if not importer.startswith(repository.partition(".repository")[0] + ".")
    ]
    assert strangers == []


@pytest.mark.parametrize("driver", HOMES)
def test_a_driver_stays_behind_the_package_that_wraps_it(driver: str) -> None:
    if driver not in graph().modules:
        return
    importers = graph().find_modules_that_directly_import(driver)
    strangers = {name for name in importers if not any(f"{name}.".startswith(f"{home}.") for home in HOMES[driver])}
    assert strangers == set()
