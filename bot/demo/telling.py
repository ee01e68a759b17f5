"""Telling the story as it happens: who does what, and what that person then sees."""

from collections.abc import Sequence

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from bot.demo.drawing import Names, draw

WIDTH = 92


class Teller:
    """Prints. Every name it is given may come from Slack, and none is read as markup."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._plan: Sequence[str] = ()

    def scene(self, number: int, title: str) -> None:
        self._console.print()
        self._console.print(Rule(Text(f"{number}  {title}", "bold green"), align="left"))

    def does(self, who: str, what: str) -> None:
        """`what` is mrkdwn."""
        told = Text("▶ ").append(who, "bold yellow").append(" ").append_text(draw(what, {}))
        self._console.print(told)

    def sees(self, who: str, where: str, lines: Sequence[str], names: Names) -> None:
        """What is on somebody's screen: `lines` are mrkdwn."""
        title = Text(f"{who} sees", "yellow").append(f" · {where}", "dim")
        shown = Group(*(draw(line, names) for line in lines))
        panel = Panel(shown, title=title, title_align="left", border_style="dim", width=WIDTH)
        self._console.print(Padding(panel, (0, 0, 0, 2)))

    def sees_plan(
        self, who: str, where: str, plan: Sequence[str], saying: Sequence[str], names: Names
    ) -> None:
        """The whole plan the first time; then what changed, or else the words looked for."""
        before, self._plan = self._plan, plan
        if not before:
            self.sees(who, where, plan, names)
        elif new := [line for line in plan if line and _is_new(line, before)]:
            self.sees(who, f"{where}, changed in place", new, names)
        elif same := [line for line in plan if any(words in line for words in saying)]:
            self.sees(who, where, ["…", *same, "…"], names)


def _is_new(line: str, before: Sequence[str]) -> bool:
    """A line that lost its button is not news."""
    return line not in before and not any(old.startswith(f"{line}   `[") for old in before)
