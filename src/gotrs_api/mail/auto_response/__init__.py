"""Automatic replies: OTRS's types, its checks, its protection against loops."""

from gotrs_api.mail.auto_response.kinds import AutoResponseKind, Original
from gotrs_api.mail.auto_response.send import send_auto_response

__all__ = ["AutoResponseKind", "Original", "send_auto_response"]
