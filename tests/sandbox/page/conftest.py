"""A browser for the tests of the sandbox's page."""

from tests.browser import browser, tab

__all__ = ["browser", "tab"]
