"""Nobody adds a column of text without saying whether customers may read it."""

from tests.leaks.columns import COPIES, INTERNAL, NOT_TYPED, READ_BY_CUSTOMERS, text_columns

DECLARED = (INTERNAL, READ_BY_CUSTOMERS, NOT_TYPED, COPIES)


def test_every_column_of_text_is_declared_once_internal_or_for_customers() -> None:
    declared = [
        (table, column) for kind in DECLARED for table in kind for column in sorted(kind[table])
    ]
    assert sorted(declared) == text_columns(), "declare it in tests/leaks/columns.py"
