"""What goes wrong with subscriptions."""

from gotrs_api.kernel.errors import NotFound


class SubscriptionNotFound(NotFound):
    code = "push_subscriptions.not_found"
    message = "There is no such device."
