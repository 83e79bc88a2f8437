"""The last lines of the log: kept for administrators, bounded, without secrets."""

from __future__ import annotations

import logging
from pathlib import Path

from gotrs_api.kernel.recent_log import KeepLine, KeepRecord, RecentLog

TOKEN = "gf_0123abcd_" + "0123456789abcdef" * 3


def test_lines_are_kept_without_secrets(tmp_path: Path) -> None:
    log = RecentLog(tmp_path / "log")
    line = {
        "event": "call.failed",
        "level": "warning",
        "timestamp": "2026-03-02T09:30:00.000001Z",
        "url": "https://jane:hunter2@remote.example/x",
        "password": "hunter2",
        "asked": {"client_secret": "hunter2", "with": ["Bearer hunter2", TOKEN]},
        "error": ValueError("whsec_aHVudGVyMg=="),
    }
    assert KeepLine(log)(None, "warning", line) is line, "the console gets it as it was"
    (kept,) = log.lines()
    assert (kept["event"], kept["level"], kept["password"]) == ("call.failed", "warning", "(hidden)")
    assert kept["url"] == "https://(hidden)@remote.example/x"
    assert "hunter2" not in str(kept)
    assert TOKEN not in str(kept)
    assert "aHVudGVyMg" not in str(kept)
    assert oct((tmp_path / "log" / "recent.jsonl").stat().st_mode)[-3:] == "600"


def test_failures_keep_their_trace_and_libraries_are_heard(tmp_path: Path) -> None:
    log = RecentLog(tmp_path)
    try:
        raise RuntimeError("a filter broke")
    except RuntimeError as error:
        KeepLine(log)(None, "error", {"event": "x", "level": "error", "exc_info": error})
        record = logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, "port %s", ("taken",), None)
    KeepRecord(log).emit(record)
    own, library = log.lines()
    assert "RuntimeError: a filter broke" in own["exception"]
    assert (library["event"], library["logger"], library["level"]) == ("port taken", "uvicorn.error", "error")


def test_two_files_are_the_most_that_is_kept(tmp_path: Path) -> None:
    log = RecentLog(tmp_path, file_bytes=2_000)
    for number in range(200):
        log.keep({"event": f"e{number}", "level": "info"})
    events = [line["event"] for line in log.lines()]
    assert events[-1] == "e199"
    assert 10 < len(events) < 100
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 5_000


def test_a_half_written_line_and_a_full_disk_harm_nobody(tmp_path: Path) -> None:
    log = RecentLog(tmp_path)
    log.keep({"event": "whole", "level": "info"})
    with (tmp_path / "recent.jsonl").open("ab") as file:
        file.write(b'{"event": "ha\n')
    assert [line["event"] for line in log.lines()] == ["whole"]
    RecentLog(tmp_path / "recent.jsonl").keep({"event": "nowhere", "level": "info"})


def test_ordinary_requests_drive_nothing_out(tmp_path: Path) -> None:
    keep = KeepLine(log := RecentLog(tmp_path))
    for status in (200, 422, 503):
        keep(None, "info", {"event": "request", "level": "info", "status": status})
    assert [line["status"] for line in log.lines()] == [503]
