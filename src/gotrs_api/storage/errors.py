"""Refusals around uploads."""

from gotrs_api.kernel.errors import InvalidInput, NotFound


class UploadNotFound(NotFound):
    code = "file.not_found"
    message = "There is no such upload, or it has expired."


class UploadNameMissing(InvalidInput):
    code = "file.name_missing"
    message = "The uploaded file has no name."
