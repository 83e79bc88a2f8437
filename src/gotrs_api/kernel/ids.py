"""Names for numbers: an id of one kind cannot be handed in for another."""

from typing import Annotated, NewType

from annotated_types import Ge, Le

ArticleId = NewType("ArticleId", int)
AttachmentId = NewType("AttachmentId", int)
DynamicFieldId = NewType("DynamicFieldId", int)
GroupId = NewType("GroupId", int)
JobId = NewType("JobId", int)
PriorityId = NewType("PriorityId", int)
QueueId = NewType("QueueId", int)
RoleId = NewType("RoleId", int)
ServiceId = NewType("ServiceId", int)
SlaId = NewType("SlaId", int)
StateId = NewType("StateId", int)
TicketId = NewType("TicketId", int)
TypeId = NewType("TypeId", int)
UserId = NewType("UserId", int)

# OTRS's first agent: whoever acts automatically, and the owner of tickets that nobody owns.
SYSTEM_USER_ID = UserId(1)

# What the columns of ids can hold; a larger number would be an error of the database.
RowId = Annotated[int, Ge(1), Le(2**31 - 1)]
BigRowId = Annotated[int, Ge(1), Le(2**63 - 1)]
