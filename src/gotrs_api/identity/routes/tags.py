"""Entity tags of resources without a version: what one can see is the version."""

import hashlib

from pydantic import BaseModel

from gotrs_api.kernel.etags import etag


def tag_of(resource: BaseModel) -> str:
    return etag(hashlib.sha256(resource.model_dump_json().encode()).hexdigest()[:24])
