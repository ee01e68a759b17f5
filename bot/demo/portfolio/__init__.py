"""A living portfolio: customers of every track at different points, made by playing their history
through Milepost with the clicks and commands of people."""

from bot.demo.portfolio.customers import Customer
from bot.demo.portfolio.history import (
    PORTFOLIO,
    HistoryFailed,
    begins,
    first_monday,
    play_history,
)

__all__ = ["PORTFOLIO", "Customer", "HistoryFailed", "begins", "first_monday", "play_history"]
