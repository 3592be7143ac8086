"""What the three callbacks of question 4 are to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from helpers.problem_sets.ps5_callbacks.case import Reducing, Saving, Stopping


@dataclass(frozen=True)
class Demand:
    """What three callbacks are to do in a real training: as arguments, and in words.

    `quiet_epochs` is for the words: how many epochs a new learning rate is given.
    """

    stop: Stopping
    reduce: Reducing
    save: Saving
    quiet_epochs: int = field(repr=False, default=0)

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
        stop = self.stop
        return (
            f"The first {stop['start_from_epoch']} epochs are not looked at. From then on, the "
            f"training ends as soon as {stop['patience']} epochs in a row have not been better "
            f"than the best one by more than {stop['min_delta']} in validation loss. At the end "
            "the network has the weights of its best epoch."
        )

    def _reduce_in_words(self) -> str:
        reduce = self.reduce
        share = {0.5: "half of it", 0.25: "a quarter of it", 0.2: "a fifth of it"}[reduce["factor"]]
        quiet = "epoch is" if self.quiet_epochs == 1 else f"{self.quiet_epochs} epochs are"
        return (
            f"By the same measure of better, as soon as {reduce['patience']} epochs in a row have "
            f"not been better than the best one, the learning rate falls to {share}. After each "
            f"fall the next {quiet} not counted. The rate never falls below {reduce['min_lr']:g}."
        )

    def _save_in_words(self) -> str:
        file = self.save["filepath"]
        what = "the whole network is" if file.endswith(".keras") else "the weights alone are"
        return (
            f"Each time the validation *accuracy* is higher than ever before, {what} saved, into "
            f"a file for each such epoch: `{file.format(epoch=1)}` would be the first epoch's and "
            f"`{file.format(epoch=12)}` that of the twelfth."
        )
