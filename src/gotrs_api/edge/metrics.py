"""`GET /metrics`: what Prometheus scrapes, in its text format 0.0.4.

Requests are counted as they come (`request_counts`), the rest is asked for at each scrape. Of jobs, mails and deliveries
only what is not finished is counted: those are few, while what is done is many rows that say nothing about today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from fastapi import Request, Response

from gotrs_api.edge.monitors import require_monitor
from gotrs_api.edge.request_counts import BOUNDS_S, Key, RequestCounts
from gotrs_api.identity.routing import ApiRouter
from gotrs_api.identity.rules import probe
from gotrs_api.jobs import store as jobs
from gotrs_api.kernel.backlog import Backlog
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.mail.inbound import service as inbound
from gotrs_api.mail.outbound import service as outbound
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import CurrentSite
from gotrs_api.version import VERSION
from gotrs_api.webhooks import backlog as webhooks

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
router = ApiRouter(base="", tags=["service"])
Labels = Mapping[str, str | int | float]


@router.get(
    "/metrics", summary="Numbers for Prometheus", response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **problem_responses(403, 429)},
)  # fmt: skip
@probe
async def metrics(request: Request, site: CurrentSite) -> Response:
    """From the machine itself, or with `GOTRS_METRICS_TOKEN` as bearer token."""
    await require_monitor(request)
    lines = [
        *_family("gotrs_info", "gauge", "The version that runs.", [({"version": VERSION}, 1)]),
        *_requests(request.app.state.request_counts),
        *_pool(site),
    ]
    async with site.read() as read:
        lines += await _work(read)
    return Response("\n".join(lines) + "\n", media_type=MEDIA_TYPE)


def _requests(counts: RequestCounts) -> Iterator[str]:
    name = "gotrs_http_request_duration_seconds"
    labelled = [(_labels(key), buckets, took) for key, buckets, took in counts.rows()]
    yield from _family(
        "gotrs_http_requests_total", "counter", "Requests answered by this process.",
        [(labels, sum(buckets)) for labels, buckets, _ in labelled],
    )  # fmt: skip
    yield from _head(name, "histogram", "How long they took.")
    for labels, buckets, took in labelled:
        so_far = 0
        for bound, count in zip((*map(str, BOUNDS_S), "+Inf"), buckets, strict=True):
            so_far += count
            yield _sample(f"{name}_bucket", {**labels, "le": bound}, so_far)
        yield _sample(f"{name}_sum", labels, round(took, 6))
        yield _sample(f"{name}_count", labels, so_far)


def _labels(key: Key) -> Labels:
    method, route, status = key
    return {"method": method, "route": route, "status": status}


def _pool(site: Site) -> Iterator[str]:
    yield from _family(
        "gotrs_db_connections_in_use", "gauge", "Database connections that this process has taken out of its pool.",
        [({}, site.database.connections_in_use)],
    )  # fmt: skip


async def _work(read: ReadUow) -> list[str]:
    """Four areas, a statement or two for each."""
    mail = await outbound.mail_waits(read)
    queue = {"waiting": (mail.waiting, mail.oldest)}
    return [
        *_backlog(read, "gotrs_jobs", "Background jobs that are not done.", await jobs.backlog(read.session)),
        *_backlog(read, "gotrs_mail_spool", "Incoming mails that are in no ticket yet.", await inbound.backlog(read)),
        *_backlog(read, "gotrs_mail_queue", "Outgoing mails that have not left.", queue),
        *_family("gotrs_mail_queue_put_off", "gauge", "Of these, refused at least once.", [({}, mail.put_off)]),
        *_backlog(
            read, "gotrs_webhook_deliveries", "Deliveries that did not get through yet.", await webhooks.backlog(read)
        ),
    ]


def _backlog(read: ReadUow, name: str, about: str, found: Backlog) -> Iterator[str]:
    yield from _family(name, "gauge", about, [({"state": state}, count) for state, (count, _) in found.items()])
    now = read.clock.now()
    ages = [
        ({"state": state}, max(0.0, (now - oldest).total_seconds()) if oldest is not None else 0)
        for state, (_, oldest) in found.items()
    ]
    yield from _family(f"{name}_oldest_age_seconds", "gauge", "Age of the oldest of them; 0 for none.", ages)


def _family(name: str, kind: str, about: str, samples: Iterable[tuple[Labels, float]]) -> Iterator[str]:
    yield from _head(name, kind, about)
    for labels, value in samples:
        yield _sample(name, labels, value)


def _head(name: str, kind: str, about: str) -> tuple[str, str]:
    return f"# HELP {name} {about}", f"# TYPE {name} {kind}"


def _sample(name: str, labels: Labels, value: float) -> str:
    named = ",".join(f'{label}="{_escaped(str(text))}"' for label, text in labels.items())
    return f"{name}{{{named}}} {value}" if named else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
