"""Use cases of templates, standard attachments and automatic replies."""

from gotrs_api.responses.service.attachments import (
    create_standard_attachment,
    list_standard_attachments,
    read_standard_attachment,
    standard_attachment_content,
    update_standard_attachment,
)
from gotrs_api.responses.service.auto_responses import (
    create_auto_response,
    list_auto_response_types,
    list_auto_responses,
    queue_auto_responses,
    read_auto_response,
    set_queue_auto_responses,
    update_auto_response,
)
from gotrs_api.responses.service.canned import list_canned_categories, list_canned_responses, list_templates_for
from gotrs_api.responses.service.templates import (
    create_template,
    list_templates,
    list_templates_of_queue,
    read_template,
    set_queue_templates,
    update_template,
)

__all__ = [
    "create_auto_response",
    "create_standard_attachment",
    "create_template",
    "list_auto_response_types",
    "list_auto_responses",
    "list_canned_categories",
    "list_canned_responses",
    "list_standard_attachments",
    "list_templates",
    "list_templates_for",
    "list_templates_of_queue",
    "queue_auto_responses",
    "read_auto_response",
    "read_standard_attachment",
    "read_template",
    "set_queue_auto_responses",
    "set_queue_templates",
    "standard_attachment_content",
    "update_auto_response",
    "update_standard_attachment",
    "update_template",
]
