"""Delivery: what the outbox holds goes to Slack, once, in order, at Slack's pace."""

from bot.delivery.delivery import Delivery
from bot.delivery.executors import executors
from bot.delivery.settings import DeliverySettings

__all__ = ["Delivery", "DeliverySettings", "executors"]
