"""Subjects of mails out of a ticket: with its number, so that the answer finds its way."""

from __future__ import annotations

from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.subject import SubjectFormat, SubjectKind, SubjectSettings, build_subject
from gotrs_api.uow import ReadUow


async def subject_settings(uow: ReadUow) -> SubjectSettings:
    return SubjectSettings(
        hook=await sysconfig.get(uow, settings.TICKET_HOOK),
        hook_divider=await sysconfig.get(uow, settings.TICKET_HOOK_DIVIDER),
        format=SubjectFormat(await sysconfig.get(uow, settings.TICKET_SUBJECT_FORMAT)),
        reply_prefix=await sysconfig.get(uow, settings.TICKET_SUBJECT_RE),
        forward_prefix=await sysconfig.get(uow, settings.TICKET_SUBJECT_FWD),
        size=await sysconfig.get(uow, settings.TICKET_SUBJECT_SIZE),
        clean_all_numbers=await sysconfig.get(uow, settings.TICKET_SUBJECT_CLEAN_ALL_NUMBERS),
    )


async def with_number(uow: ReadUow, subject: str, number: str, kind: SubjectKind = SubjectKind.REPLY) -> str:
    """A subject that carries the ticket's number already stays as the writer left it."""
    return subject if number in subject else build_subject(subject, number, await subject_settings(uow), kind)
