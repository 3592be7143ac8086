"""Questions in a lecture, answered at once with the reason."""

from helpers.explorers.questions.quiz import Choice, Number, ask

__all__ = ["Choice", "Number", "ask"]
