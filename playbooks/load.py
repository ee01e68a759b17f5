"""Playbooks from YAML files, with errors that name file, line and field (R9)."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from onboarding.playbook import Playbook
from onboarding.tracks import Track
from playbooks.reading import Document, Problem, UnreadableError, read
from playbooks.wording import problems
from playbooks.words import shipped_words


class PlaybookError(Exception):
    """A playbook file that cannot be used, with everything that is wrong in it."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        self.path = path
        self.problems = problems
        super().__init__("\n".join(self._line(problem) for problem in problems))

    def _line(self, problem: Problem) -> str:
        place = self.path if problem.line is None else f"{self.path}:{problem.line}"
        return f"{place}: {problem}"


def load_playbook(path: Path) -> Playbook:
    """Read and check one playbook. Raises PlaybookError with every problem found."""
    try:
        text = path.read_text("utf-8")
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise PlaybookError(path, (Problem(None, "", f"cannot be read: {reason}"),)) from fault
    except UnicodeDecodeError as fault:
        raise PlaybookError(path, (Problem(None, "", "is not text in UTF-8"),)) from fault
    try:
        document = read(text)
    except UnreadableError as fault:
        raise PlaybookError(path, fault.problems) from fault
    try:
        playbook = Playbook.model_validate(document.data)
    except ValidationError as fault:
        raise PlaybookError(path, problems(fault, document)) from fault
    if unsayable := tuple(_unsayable(playbook, document)):
        raise PlaybookError(path, unsayable)
    return playbook


def _unsayable(playbook: Playbook, document: Document) -> Iterator[Problem]:
    """The playbook's own templates that cannot say what they are for (C9)."""
    if not playbook.messages:
        return
    words = shipped_words()
    for kind, template in playbook.messages.items():
        problem = words.problem_of(kind, template)
        if problem is not None:
            line = document.lines.get(("messages", kind))
            yield Problem(line, f"messages.{kind}", problem)


def shipped_playbooks(folder: Path | None = None) -> dict[Track, Playbook]:
    """The playbook of each track, from `<track>.yaml` in a folder; without one, those we ship.

    Raises PlaybookError for the first file that is missing, broken or of another track.
    """
    return _playbooks_in(folder) if folder else dict(_shipped())


@cache
def _shipped() -> dict[Track, Playbook]:
    """Read and checked once in a process: playbooks are values, and nobody changes those."""
    return _playbooks_in(Path(__file__).parent)


def _playbooks_in(folder: Path) -> dict[Track, Playbook]:
    found = {}
    for track in Track:
        path = folder / f"{track}.yaml"
        playbook = load_playbook(path)
        if playbook.track is not track:
            message = f"'{playbook.track}' does not fit the name of the file, {path.name}"
            raise PlaybookError(path, (Problem(None, "track", message),))
        found[track] = playbook
    return found
