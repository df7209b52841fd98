"""Celery's door to the core: a task takes an id, calls a service, and decides nothing."""

from __future__ import annotations

from celery import shared_task

from receptionist import pipeline, sweeping
from receptionist.language_models import spending
from receptionist.reports import summing_up
from receptionist.sending import delivery
from receptionist.telling import interactions


@shared_task(name="receptionist.process_conversation")
def process_conversation(conversation_id: int) -> None:
    """Answer what waits in a conversation."""
    pipeline.process_conversation(conversation_id)


@shared_task(name="receptionist.deliver_message")
def deliver_message(message_id: int) -> None:
    """Send one reply."""
    delivery.deliver_by_id(message_id)


@shared_task(name="receptionist.sweep")
def sweep() -> None:
    """Set going again what was left lying."""
    sweeping.sweep()


@shared_task(name="receptionist.close_interactions")
def close_interactions() -> None:
    """Keep how interactions went that are over."""
    interactions.close()


@shared_task(name="receptionist.prune")
def prune() -> None:
    """Let go of what the ledger of language models need not keep."""
    spending.prune()


@shared_task(name="receptionist.sum_up_days")
def sum_up_days() -> None:
    """Sum up days that are over, for the manager's figures."""
    summing_up.sum_up()
