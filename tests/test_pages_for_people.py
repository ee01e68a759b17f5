"""The pages for people who never see the code say what the forms and messages say."""

from pathlib import Path

import pytest

from onboarding.asked_for import BriefField
from onboarding.brief import BriefPage
from onboarding.cadence import Cadence

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("field", BriefField)
def test_the_page_for_sales_names_every_field_of_the_brief_where_it_is_A1(
    field: BriefField,
) -> None:
    steps = (DOCS / "for-sales.md").read_text(encoding="utf-8").split("\n## ")[1]
    page = next(one for one in BriefPage if field in one.fields)
    following = page.following
    part = steps.partition(page.label)[2]
    assert field.label in (part.partition(following.label)[0] if following else part)


def test_the_page_for_customers_says_how_often_they_hear_from_us_C9() -> None:
    page = " ".join((DOCS / "for-customers.md").read_text(encoding="utf-8").split())
    budget, hours = Cadence().budget, Cadence().hours
    assert (budget.customer_per_day, budget.customer_per_week) == (2, 5)
    assert (hours.opens.hour, hours.closes.hour) == (9, 17)
    assert "no more than two a day and five a week" in page
    assert "between nine and five in your own time zone" in page
