"""Which ticket a mail belongs to: one file for each way to tell, asked in OTRS's order."""

from gotrs_api.mail.inbound.follow_up.detect import FollowUpFound, detect_follow_up

__all__ = ["FollowUpFound", "detect_follow_up"]
