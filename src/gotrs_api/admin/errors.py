"""Refusals of administration."""

from gotrs_api.kernel.errors import Conflict, NotFound


class JobNotFound(NotFound):
    code = "jobs.not_found"
    message = "There is no such job."


class JobNotRetryable(Conflict):
    code = "jobs.not_retryable"
    message = "Only a dead or waiting job can be run again; this one is {status}."
