"""The unit of work: session, events, enqueued jobs and what happens after the commit, in one transaction."""

from gotrs_api.uow.site import Site
from gotrs_api.uow.unit_of_work import JobContext, ReadUow, UnitOfWork

__all__ = ["JobContext", "ReadUow", "Site", "UnitOfWork"]
