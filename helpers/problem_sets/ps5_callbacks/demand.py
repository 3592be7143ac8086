"""What the three callbacks of question 4 are to do, without the words of Keras."""

from __future__ import annotations

from dataclasses import dataclass

_SHARES = {0.5: "half of it", 0.25: "a quarter of it", 0.2: "a fifth of it"}


@dataclass(frozen=True)
class Demand:
    """What three callbacks are to do in a real training.

    A student's kernel has it while the set is graded, so it names no argument of Keras; those are
    in `asked`.

    Attributes
    ----------
    unwatched
        Epochs at the beginning at which nobody looks.
    epochs_to_stop, epochs_to_fall
        Epochs without a better one after which the training ends, and the learning rate falls.
    better_by
        How much lower a loss is that counts as better.
    share
        What is left of the rate after a fall.
    quiet_epochs
        Epochs that a new rate is given.
    lowest_rate
        Below which the rate does not fall.
    stem, ending
        Of the names of the files; between them stand a hyphen and the epoch.
    """

    unwatched: int
    epochs_to_stop: int
    better_by: float
    epochs_to_fall: int
    share: float
    quiet_epochs: int
    lowest_rate: float
    stem: str
    ending: str

    def in_words(self) -> str:
        """The demand as a list in Markdown."""
        return "\n".join(
            [
                f"1. **`stop`, for EarlyStopping.** {self._stop_in_words()}",
                f"2. **`reduce`, for ReduceLROnPlateau.** {self._reduce_in_words()}",
                f"3. **`save`, for ModelCheckpoint.** {self._save_in_words()}",
            ]
        )

    def _stop_in_words(self) -> str:
        return (
            f"The first {self.unwatched} epochs are not looked at. From then on, the "
            f"training ends as soon as {self.epochs_to_stop} epochs in a row have not been better "
            f"than the best one by more than {self.better_by} in validation loss. At the end "
            "the network has the weights of its best epoch."
        )

    def _reduce_in_words(self) -> str:
        quiet = "epoch is" if self.quiet_epochs == 1 else f"{self.quiet_epochs} epochs are"
        return (
            f"By the same measure of better, as soon as {self.epochs_to_fall} epochs in a row have "
            f"not been better than the best one, the learning rate falls to {_SHARES[self.share]}. "
            f"After each fall the next {quiet} not counted. The rate never falls below "
            f"{self.lowest_rate:g}."
        )

    def _save_in_words(self) -> str:
        first, twelfth = (f"{self.stem}-{epoch:02d}{self.ending}" for epoch in (1, 12))
        what = "the whole network is" if self.ending == ".keras" else "the weights alone are"
        return (
            f"Each time the validation *accuracy* is higher than ever before, {what} saved, into "
            f"a file for each such epoch: `{first}` would be the first epoch's and "
            f"`{twelfth}` that of the twelfth."
        )
