"""A browser beside the program."""

from tests.browser import browser

__all__ = ["browser"]
