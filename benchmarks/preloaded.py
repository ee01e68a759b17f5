"""What a program reads from files when it starts, read once for all that are started and killed."""

from onboarding.workdays import load_holidays
from playbooks.load import shipped_playbooks
from playbooks.words import shipped_words

load_holidays()
shipped_playbooks(None)
shipped_words()
