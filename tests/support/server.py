"""A real `gotrs serve` in a process of its own, for tests that must see start, stop, or sudden death."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from tests.support.servers import free_port

START_LIMIT_S = 45
STOP_LIMIT_S = 15
GOTRS = Path(sys.executable).parent / "gotrs"
ADMIN_PASSWORD = "a-good-password-for-tests"


class ServerFailed(AssertionError):
    """The process ended or did not answer; the message carries its output."""


class GotrsServer:
    """`with GotrsServer(var) as server:` starts it and waits for `/health`; leaving stops it politely.

    `kill()` is a `kill -9` of the whole process group; `start()` brings it back on the same port, folder and database.
    """

    def __init__(
        self,
        var: Path,
        *,
        database_url: str = "",
        environment: Mapping[str, str] | None = None,
        arguments: tuple[str, ...] = (),
    ) -> None:
        self.var = var
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = var / "server.log"
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self.environment = {
            **_clean_environment(),
            "GOTRS_VAR": str(var),
            "GOTRS_DATABASE_URL": database_url,
            "GOTRS_ADMIN_PASSWORD": ADMIN_PASSWORD,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            **(environment or {}),
        }

    def start(self) -> None:
        self.var.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [GOTRS, "serve", *self._arguments],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_healthy()

    @property
    def pid(self) -> int:
        """Of the running server."""
        assert self._process is not None, "the server is not running"
        return self._process.pid

    def _wait_until_healthy(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + START_LIMIT_S
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise ServerFailed(f"gotrs serve ended with {self._process.returncode}:\n{self.output()}")
            try:
                if httpx.get(f"{self.url}/health", timeout=2).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        self.kill()
        raise ServerFailed(f"gotrs serve was not healthy after {START_LIMIT_S} s:\n{self.output()}")

    def command(self, *arguments: str, standard_input: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run another `gotrs` command against the same folder and database."""
        return subprocess.run(
            [GOTRS, *arguments],
            env=self.environment,
            input=standard_input,
            capture_output=True,
            timeout=60,
            check=False,
        )

    def output(self) -> str:
        return self.log.read_text(errors="replace")[-8000:]

    def stop(self) -> int:
        """SIGTERM, then wait; answers the exit status (negative: died by a signal)."""
        if self._process is None:
            return 0
        self._process.terminate()
        try:
            return self._process.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise ServerFailed(f"gotrs serve did not stop within {STOP_LIMIT_S} s:\n{self.output()}") from None
        finally:
            self._process = None

    def kill(self) -> None:
        """SIGKILL to the server and its children: nothing of it gets a chance to tidy up."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is None:
            self.stop()
        else:
            self.kill()


def _clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("GOTRS_")}
