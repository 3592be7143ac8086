"""How long a person is busy with some commands: typing them, and reading what they print.

Typing is counted by the keystroke-level model (Card, Moran, Newell 1980, doi
10.1145/358886.358895): 1.35 s to think of an action, 0.28 s for a key of an average typist, 1.3 s
to point and click. Reading is counted at 238 words a minute, the mean of adults who read nonfiction
silently (Brysbaert 2019, doi 10.1016/j.jml.2019.104047). What the machine takes is not in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

THINK, KEY, CLICK = 1.35, 0.28, 1.3  # seconds
WORDS_A_MINUTE = 238


@dataclass
class Work:
    """What a person does for one purpose.

    Attributes
    ----------
    commands, keys, words
        Commands typed, their characters with the Enter key, and words read.
    clicks
        In the learning platform, each with a thought.
    """

    clicks: int = 0
    commands: int = 0
    keys: int = 0
    words: int = 0

    def add(self, command: str, printed: str) -> None:
        """Count a command, and every word that it prints."""
        self.commands += 1
        self.keys += len(command) + 1
        self.words += len(re.findall(r"[^\W_]{2,}", printed))

    @property
    def minutes(self) -> float:
        acting = self.commands * THINK + self.keys * KEY + self.clicks * (THINK + CLICK)
        return acting / 60 + self.words / WORDS_A_MINUTE
