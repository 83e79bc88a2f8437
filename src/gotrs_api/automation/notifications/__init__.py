"""Notification events: who is told what by mail when something happens to a ticket.

Source of the rules: OTRS 6, Kernel/System/Ticket/Event/NotificationEvent.pm and its e-mail transport.
"""
