"""A browser for the tests of the sandbox's page."""

from tests.browser import browser, lender, tab, used_tab

__all__ = ["browser", "lender", "tab", "used_tab"]
