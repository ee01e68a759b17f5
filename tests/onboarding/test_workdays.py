from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.countries import COUNTRIES
from onboarding.workdays import WorkCalendar
from onboarding.zones import default_zone, zones_of

GERMANY = WorkCalendar("DE", "Europe/Berlin")
EGYPT = WorkCalendar("EG", "Africa/Cairo")
CHINA = WorkCalendar("CN", "Asia/Shanghai")

calendars = st.sampled_from([GERMANY, EGYPT, CHINA, WorkCalendar("US", "America/New_York")])
days = st.dates(date(2023, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("calendar", "start", "working_days", "end"),
    [
        (GERMANY, "2025-03-03", 0, "2025-03-03"),
        (GERMANY, "2025-03-03", 5, "2025-03-10"),
        (GERMANY, "2025-03-08", 0, "2025-03-10"),  # a Saturday
        (GERMANY, "2025-03-08", 1, "2025-03-11"),
        (GERMANY, "2025-03-08", -1, "2025-03-07"),
        (GERMANY, "2025-03-10", -1, "2025-03-07"),
        (GERMANY, "2024-02-28", 1, "2024-02-29"),
        (GERMANY, "2024-02-29", 1, "2024-03-01"),
        (GERMANY, "2025-02-28", 1, "2025-03-03"),
        # Easter moves: Good Friday and Easter Monday of two years
        (GERMANY, "2024-03-28", 1, "2024-04-02"),
        (GERMANY, "2025-04-17", 1, "2025-04-22"),
        (GERMANY, "2024-12-31", 1, "2025-01-02"),
        (GERMANY, "2028-12-31", 0, "2029-01-02"),  # a Sunday, day 366 of its year
        # Friday and Saturday are the weekend
        (EGYPT, "2025-02-06", 1, "2025-02-09"),
        (EGYPT, "2025-02-07", 0, "2025-02-09"),
        # a Sunday worked in exchange for the Spring Festival
        (CHINA, "2025-01-24", 1, "2025-01-26"),
    ],
)
def test_working_days_are_counted_as_the_country_works(
    calendar: WorkCalendar, start: str, working_days: int, end: str
) -> None:
    assert calendar.add(date.fromisoformat(start), working_days) == date.fromisoformat(end)


def test_the_days_between_count_the_first_and_not_the_last() -> None:
    monday, saturday = date(2025, 3, 3), date(2025, 3, 8)
    assert GERMANY.between(monday, monday) == 0
    assert GERMANY.between(monday, saturday) == 5
    assert GERMANY.between(saturday, monday) == -5
    assert GERMANY.between(saturday, saturday + timedelta(days=2)) == 0


@settings(deadline=None)
@given(calendars, days, st.integers(-150, 150))
def test_between_undoes_add(calendar: WorkCalendar, day: date, n: int) -> None:
    assert calendar.between(day, calendar.add(day, n)) == n


@settings(deadline=None)
@given(calendars, days, st.integers(-80, 80), st.integers(-80, 80))
def test_adding_in_two_steps_is_adding_at_once(
    calendar: WorkCalendar, day: date, first: int, second: int
) -> None:
    assert calendar.add(calendar.add(day, first), second) == calendar.add(day, first + second)


@settings(deadline=None)
@given(calendars, days, st.integers(-80, 80))
def test_what_is_added_to_lands_on_a_working_day(calendar: WorkCalendar, day: date, n: int) -> None:
    assert calendar.is_working_day(calendar.add(day, n))


@settings(deadline=None)
@given(calendars, days, days, days)
def test_the_days_between_add_up(calendar: WorkCalendar, a: date, b: date, c: date) -> None:
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)


@pytest.mark.parametrize(
    ("country", "zone", "says"),
    [
        ("XX", "Europe/Berlin", "'XX' is not a country"),
        ("de", "Europe/Berlin", "'de' is not a country"),
        ("DE", "Europe/Atlantis", "'Europe/Atlantis' is not a time zone"),
        ("DE", "Europe", "'Europe' is not a time zone"),
        ("DE", "/etc/passwd", "'/etc/passwd' is not a time zone"),
    ],
)
def test_an_unknown_country_or_zone_is_refused_in_words(country: str, zone: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        WorkCalendar(country, zone)


@pytest.mark.parametrize(
    ("zone", "instant", "local"),
    [
        ("Europe/Berlin", datetime(2025, 3, 29, 22, 59, tzinfo=UTC), date(2025, 3, 29)),
        ("Europe/Berlin", datetime(2025, 3, 29, 23, 0, tzinfo=UTC), date(2025, 3, 30)),
        ("Europe/Berlin", datetime(2025, 3, 30, 22, 0, tzinfo=UTC), date(2025, 3, 31)),
        ("Pacific/Auckland", datetime(2025, 1, 1, 12, 0, tzinfo=UTC), date(2025, 1, 2)),
        ("America/Los_Angeles", datetime(2025, 1, 1, 7, 0, tzinfo=UTC), date(2024, 12, 31)),
    ],
)
def test_the_local_date_is_that_of_the_zone(zone: str, instant: datetime, local: date) -> None:
    assert WorkCalendar("DE", zone).local_date(instant) == local


def test_a_time_without_a_zone_has_no_local_date() -> None:
    naive = datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="no time zone"):
        GERMANY.local_date(naive)


def test_the_form_offers_every_country_whose_days_off_are_known() -> None:
    supported = set(holidays.list_supported_countries(include_aliases=False))
    uninhabited = {"BV", "HM"}
    assert set(COUNTRIES) == supported - uninhabited
    assert len(set(COUNTRIES.values())) == len(COUNTRIES)


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_has_a_zone_that_exists(country: str) -> None:
    assert default_zone(country) == zones_of(country)[0]
    assert all(ZoneInfo(zone).key == zone for zone in zones_of(country))


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("DE", "Europe/Berlin"),
        ("US", "America/New_York"),
        ("AU", "Australia/Sydney"),
        ("BR", "America/Sao_Paulo"),
        ("RU", "Europe/Moscow"),
        ("XK", "Europe/Belgrade"),
    ],
)
def test_the_likeliest_zone_of_a_country_comes_first(country: str, zone: str) -> None:
    assert default_zone(country) == zone


def test_a_country_without_zones_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="No time zone is known for the country 'XX'"):
        zones_of("XX")
