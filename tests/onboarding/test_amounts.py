import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.amounts import Amount, read_amount, same_unit, shown, typed, with_unit


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("40", 40, ""),
        (" 40 % ", 40, "%"),
        ("40\u202f%", 40, "%"),
        ("12,5", 12.5, ""),
        ("12.5 h", 12.5, "h"),
        ("1.500", 1500, ""),
        ("1,500", 1500, ""),
        ("1\u2009500 orders", 1500, "orders"),
        ("1'500", 1500, ""),
        ("1’500.75", 1500.75, ""),
        ("1.500,75", 1500.75, ""),
        ("1,500.75", 1500.75, ""),
        ("1.234.567", 1234567, ""),
        ("0.125", 0.125, ""),
        ("0,125", 0.125, ""),
        ("1.25", 1.25, ""),
        ("-3", -3, ""),
        ("\u22123,5 °C", -3.5, "°C"),
        ("+7", 7, ""),
        ("60k", 60_000, ""),
        ("60 k€", 60_000, "€"),
        ("40 kg", 40, "kg"),
        ("€ 40", 40, "€"),
        ("$1,200.50", 1200.5, "$"),
        ("٤٠ ٪", 40, "٪"),
        ("４０", 40, ""),
        ("12٫5", 12.5, ""),
        ("3 working days", 3, "working days"),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, number: float, unit: str) -> None:
    assert read_amount(text) == Amount(number, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "many",
        "%",
        "1.2.3",
        "1,2,3",
        "12 of 40",
        "€ 40 $",
        "1e9 9",
        "10000000000000",
        "nan",
        "∞",
    ],
)
def test_what_is_no_number_is_not_guessed_at(text: str) -> None:
    assert read_amount(text) is None


numbers = st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 4))


@given(numbers)
def test_a_number_shown_in_a_form_is_read_again_as_the_same(number: float) -> None:
    read = read_amount(typed(number))
    assert read is not None
    assert read.number == pytest.approx(number, abs=1e-6)


@given(st.integers(-999_999_999, 999_999_999))
def test_whole_numbers_shown_to_people_are_read_again_as_the_same(number: int) -> None:
    assert read_amount(shown(number)) == Amount(number, "")


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_finite_number_or_none(text: str) -> None:
    read = read_amount(text)
    assert read is None or abs(read.number) <= 1e12


def test_amounts_are_shown_with_their_unit() -> None:
    assert with_unit(1500, "orders") == "1,500 orders"
    assert with_unit(12.5, "") == "12.5"
    assert with_unit(-0.00001, "%") == "0 %"


def test_a_unit_that_is_left_out_is_no_contradiction() -> None:
    assert same_unit("", "%")
    assert same_unit("Orders", "orders")
    assert not same_unit("h", "min")
