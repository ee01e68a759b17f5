"""The pictures in our pages are those the script takes, light enough, and said in words."""

import re
from pathlib import Path

import pytest

from tests.end_to_end.page.pictures import FOLDER, PICTURES

ROOT = Path(__file__).parents[3]
PAGES = (ROOT / "README.md", ROOT / "docs" / "try-it.md")
SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)]+\.png)\)")
MOST_BYTES = 220_000
FEWEST_WORDS = 8


def shown() -> dict[Path, str]:
    """The pictures our pages show, with the words for those who cannot see them."""
    return {
        (page.parent / path).resolve(): words
        for page in PAGES
        for words, path in SHOWN.findall(page.read_text(encoding="utf-8"))
    }


def test_every_picture_of_the_script_is_there_and_shown_and_no_other() -> None:
    taken = {FOLDER / f"{picture.name}.png" for picture in PICTURES}
    assert set(FOLDER.glob("*.png")) == taken
    assert set(shown()) == taken


@pytest.mark.parametrize("name", [picture.name for picture in PICTURES])
def test_a_picture_is_light_and_told_in_words(name: str) -> None:
    picture = FOLDER / f"{name}.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size <= MOST_BYTES
    assert len(shown()[picture].split()) >= FEWEST_WORDS
