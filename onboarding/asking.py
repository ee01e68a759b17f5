"""What counts as a question in a customer's channel (C8).

A simple rule that people can foresee: a sentence that ends in a question mark. Not in a link or in
code, where a mark means something else, and not in a line that quotes somebody. A question that is
missed, for it was asked without a mark, is worse than one too many; but a rule that guesses at
words would have to know every language.
"""

import re

_NOT_ASKED = re.compile(
    r"```[\s\S]*?```"  # code
    r"|`[^`\n]*`"
    r"|^\s*>.*$"  # a quotation
    r"|\S+://\S+",  # a link
    re.MULTILINE,
)
_ASKED = re.compile(
    r"[^\W\d_]"  # it says something: one letter at least
    r"[^?？؟\n]*"
    r"[?？؟]"
    r"(?!\w)"  # what goes on behind the mark is no sentence that ends
)


def is_question(text: str) -> bool:
    """Whether somebody's plain words ask for an answer."""
    return _ASKED.search(_NOT_ASKED.sub(" ", text)) is not None
