"""Ticket attribute relations: which values of one attribute go together with which of another.

Source: Znuny 6.5, Kernel/System/TicketAttributeRelations.pm and Kernel/System/Ticket/Acl/TicketAttributeRelations.pm.
"""
