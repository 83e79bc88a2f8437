"""A notification's text for one recipient: language, tags, HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gotrs_api.automation.notifications.mail_frame import framed, with_links
from gotrs_api.automation.notifications.occasion import Occasion
from gotrs_api.automation.notifications.stored import Notification
from gotrs_api.kernel.html_text import html_to_text, text_to_html
from gotrs_api.mail.drafts.tag_values import ticket_tag_values
from gotrs_api.mail.drafts.viewer import viewer_of
from gotrs_api.responses.tags import Format, TagValues, expand
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service import subject_settings
from gotrs_api.tickets.subject import SubjectKind, build_subject
from gotrs_api.uow import ReadUow


@dataclass(frozen=True)
class Written:
    """`html` is None where the desk writes plain text only (`Frontend::RichText`)."""

    subject: str
    text: str
    html: str | None


class Writer:
    """Writes the texts of one occasion; what tags can say is loaded once for each language and zone."""

    def __init__(self, uow: ReadUow, occasion: Occasion) -> None:
        self._uow = uow
        self._occasion = occasion
        self._values: dict[tuple[str, str], TagValues] = {}

    async def write(
        self, notification: Notification, recipient: Mapping[str, str], language: str, time_zone: str
    ) -> Written | None:
        """None for a notification without any text."""
        default = await sysconfig.get(self._uow, settings.DEFAULT_LANGUAGE)
        text = notification.text_for(*(code for code in (language, default) if code))
        if text is None:
            return None
        values = replace(await self.values(language, time_zone), recipient=recipient)
        subject = " ".join(expand(text.subject, values).split())
        subjects = await subject_settings(self._uow)
        subject = build_subject(subject, self._occasion.ticket.number, subjects, SubjectKind.NEW)
        body = expand(text.body, values, Format.HTML if text.is_html else Format.TEXT)
        plain = html_to_text(body) if text.is_html else body
        if not await sysconfig.get(self._uow, settings.FRONTEND_RICH_TEXT):
            return Written(subject, plain, None)
        html = body if text.is_html else with_links(text_to_html(body))
        accent = await sysconfig.get(self._uow, settings.BRANDING_ACCENT_LIGHT)
        return Written(subject, plain, framed(html, notification.first("TransportEmailTemplate"), accent))

    async def free_addresses(self, notification: Notification) -> str:
        """RecipientEmail with its tags replaced; several rows are one list."""
        line = ", ".join(value for value in notification.values("RecipientEmail") if value.strip())
        return expand(line, await self.values("", "")) if line else ""

    async def values(self, language: str, time_zone: str) -> TagValues:
        viewer = await viewer_of(self._uow, language, time_zone, names_zone=True)
        key = (viewer.language.code, viewer.zone.key)
        if key not in self._values:
            self._values[key] = await ticket_tag_values(
                self._uow, self._occasion.ticket, viewer, agent_id=self._occasion.actor_id
            )
        return self._values[key]
