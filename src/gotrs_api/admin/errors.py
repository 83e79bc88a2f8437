"""Refusals of administration."""

from gotrs_api.kernel.errors import Conflict, NotFound


class JobNotFound(NotFound):
    code = "jobs.not_found"
    message = "There is no such job."


class PeriodicNotFound(NotFound):
    code = "jobs.periodic_not_found"
    message = "Nothing that comes round has this name."


class JobNotRetryable(Conflict):
    code = "jobs.not_retryable"
    message = "Only a dead or waiting job can be run again; this one is {status}."


class LogLineNotFound(NotFound):
    code = "logs.not_found"
    message = "There is no such line, or it has been forgotten."


class BackupNotFound(NotFound):
    code = "backups.not_found"
    message = "There is no such backup."


class BackupToolMissing(Conflict):
    code = "backups.tool_missing"
    message = "A backup of this database needs {tool}, which is not installed where the server runs."
