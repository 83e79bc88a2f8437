"""Refusals around webhooks."""

from gotrs_api.kernel.errors import Conflict, NotFound


class WebhookNotFound(NotFound):
    code = "webhook.not_found"
    message = "There is no such webhook."


class DeliveryNotFound(NotFound):
    code = "webhook.delivery_not_found"
    message = "There is no such delivery."


class WebhookIsOff(Conflict):
    code = "webhook.is_off"
    message = "The webhook is switched off."


class DeliveryIsOpen(Conflict):
    code = "webhook.delivery_is_open"
    message = "The delivery is still being tried."
