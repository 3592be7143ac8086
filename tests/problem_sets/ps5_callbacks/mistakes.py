"""Known mistakes: question → the mistake → (answers, points lost, words of the advice)."""

from tests.problem_sets.ps5_callbacks.answers import (
    arguments,
    checkpoints,
    own,
    plateaus,
    stopping,
    training,
)

MISTAKES = {
    "early stopping": {
        "waits one epoch too long": (
            stopping(longer=1),
            ["stop-plain", "stop-min-delta", "stop-late-start"],
            {"stop-plain": "one epoch too late"},
        ),
        "leaves min_delta out, and has one epoch too little patience": (
            stopping(before="settings.pop('min_delta', None)", after="enough_patience -= 1"),
            ["stop-min-delta", "stop-enough-patience"],
            {
                "stop-min-delta": "min_delta is left out",
                "stop-enough-patience": "ends just before the lowest one",
            },
        ),
        "looks at the first epochs": (
            stopping(before="settings.pop('start_from_epoch', None)"),
            ["stop-late-start"],
            {"stop-late-start": "start_from_epoch leaves them out"},
        ),
        "compares with the lowest, not with the best that counted": (
            stopping(compared="lowest"),
            ["stop-min-delta"],
            {"stop-min-delta": "too little better to count"},
        ),
        "names the best epoch as the last": (
            stopping(
                after="last_epoch = {n: last_epoch[n] - c.settings['patience'] "
                "for n, c in stopping_cases(me).items()}"
            ),
            ["stop-plain", "stop-min-delta", "stop-late-start"],
            {"stop-plain": "while it waits"},
        ),
        "counts epochs from 0": (
            stopping(
                after="last_epoch = {n: e - 1 for n, e in last_epoch.items()}\n"
                "weights_of = {n: e - 1 for n, e in weights_of.items()}"
            ),
            ["stop-plain", "stop-min-delta", "stop-late-start"],
            {"stop-plain": "counted from 0"},
        ),
        "brings no weights back, and all of them in plain": (
            stopping(
                after="weights_of = dict(last_epoch)\n"
                "weights_of['plain'] -= stopping_cases(me)['plain'].settings['patience']"
            ),
            ["stop-plain-weights", "stop-min-delta-weights", "stop-late-start-weights"],
            {
                "stop-plain-weights": "nothing brings it back",
                "stop-late-start-weights": "brings the best one back",
            },
        ),
        "takes the lowest loss of what was trained": (
            stopping(
                after="for n, c in stopping_cases(me).items():\n    if n != 'plain':\n"
                "        trained_losses = c.history['val_loss'][:last_epoch[n]]\n"
                "        weights_of[n] = trained_losses.index(min(trained_losses)) + 1"
            ),
            ["stop-min-delta-weights", "stop-late-start-weights"],
            {
                "stop-min-delta-weights": "not better by more than min_delta",
                "stop-late-start-weights": "not looked at",
            },
        ),
    },
    "plateaus": {
        "leaves the cooldown out": (
            plateaus(rests="0"),
            ["falls-cooldown-later"],
            {"falls-cooldown-later": "the cooldown is left out"},
        ),
        "rests for the whole cooldown": (
            plateaus(rests="settings.get('cooldown', 0)"),
            ["falls-cooldown-later"],
            {"falls-cooldown-later": "Keras counts it again"},
        ),
        "waits one epoch too long": (
            plateaus(longer=1),
            ["falls-plain", "falls-cooldown-first"],
            {"falls-plain": "one epoch too long"},
        ),
        "lets the rate fall in each further epoch": (
            plateaus(again="settings['patience']"),
            ["falls-plain", "falls-cooldown-later"],
            {"falls-plain": "begins again at 0"},
        ),
        "multiplies the first rate each time": (
            plateaus(
                after="rates = {n: [c.rate * (1 if e <= falls[n][0] else c.settings['factor']) "
                "for e in range(1, 21)] for n, c in plateau_cases(me).items()}"
            ),
            ["rates-plain", "rates-cooldown"],
            {"rates-plain": "times the first rate"},
        ),
        "lets the rate fall below its floor": (
            plateaus(
                after="f = falls['cooldown']; c = plateau_cases(me)['cooldown']\n"
                "rates['cooldown'] = [c.rate * c.settings['factor'] ** sum(e < n for e in f) "
                "for n in range(1, 21)]"
            ),
            ["rates-cooldown"],
            {"rates-cooldown": "below min_lr"},
        ),
        "gives the epoch of the fall the new rate": (
            plateaus(after="rates = {n: r[1:] + r[-1:] for n, r in rates.items()}"),
            ["rates-plain", "rates-cooldown"],
            {"rates-plain": "one epoch too early"},
        ),
        "names the first epoch with the new rate": (
            plateaus(after="falls = {n: [e + 1 for e in f] for n, f in falls.items()}"),
            ["falls-plain", "falls-cooldown-first"],
            {"falls-plain": "first epoch with the new rate"},
        ),
    },
    "checkpoints": {
        "saves what is as good as the best": (
            checkpoints("value >= max(values[:n - 1], default=-9)"),
            ["written-accuracy"],
            {"written-accuracy": "only as good as the best one"},
        ),
        "compares with the epoch before": (
            checkpoints("n == 1 or value > values[n - 2]"),
            ["written-loss", "written-accuracy", "written-upside-down"],
            {"written-loss": "compared with the one before"},
        ),
        "forgets the first epoch": (
            checkpoints("n > 1 and value > max(values[:n - 1])"),
            ["written-loss", "written-accuracy", "written-upside-down"],
            {"written-loss": "the first epoch is missing"},
        ),
        "turns upside down the right way round": (
            checkpoints(
                after="written['upside down'] = written['accuracy']\n"
                "kept['upside down'] = kept['accuracy']"
            ),
            ["written-upside-down"],
            {"written-upside-down": "the other way round"},
        ),
        "keeps the best where each epoch is written": (
            checkpoints(after="kept['every'] = kept['accuracy']"),
            ["kept"],
            {"kept": "not what this callback keeps"},
        ),
    },
    "arguments": {
        "no restore_best_weights, wrong cooldown, all epochs saved": (
            arguments(
                "del stop['restore_best_weights']\nreduce['cooldown'] -= 1\n"
                "del save['save_best_only']"
            ),
            ["arguments-weights", "arguments-reduce", "arguments-save"],
            {
                "arguments-weights": "those of the best one",
                "arguments-reduce": "Look at cooldown",
                "arguments-save": "after every epoch",
            },
        ),
        "min_delta is left as it is by default, val_loss decides what is saved": (
            arguments("del stop['min_delta'], reduce['min_delta'], save['monitor']"),
            ["arguments-stop", "arguments-reduce", "arguments-save"],
            {
                "arguments-stop": "min_delta",
                "arguments-reduce": "min_delta and its default",
                "arguments-save": "monitor and mode",
            },
        ),
        "start_from_epoch counted from 1, one file for all, no floor": (
            arguments(
                "stop['start_from_epoch'] += 1\nreduce.pop('min_lr')\n"
                "save['filepath'] = save['filepath'].replace('{epoch:02d}', '01')"
            ),
            ["arguments-stop", "arguments-reduce", "arguments-save"],
            {
                "arguments-stop": "start_from_epoch",
                "arguments-reduce": "Look at min_lr",
                "arguments-save": "The name has to hold the epoch",
            },
        ),
        "one epoch too patient, and the weights alone for the whole network or the reverse": (
            arguments(
                "stop['patience'] += 1\nreduce['patience'] += 1\n"
                "save['save_weights_only'] = not save['save_weights_only']\n"
                "ending = '.weights.h5' if save['save_weights_only'] else '.keras'\n"
                "save['filepath'] = 'x-{epoch:02d}' + ending"
            ),
            ["arguments-stop", "arguments-reduce", "arguments-save"],
            {
                "arguments-stop": "made to show patience",
                "arguments-reduce": "Look at patience",
                "arguments-save": "the whole network or the weights alone",
            },
        ),
        "arguments that Keras does not take, so that it cannot train": (
            arguments(
                "stop['patient'] = 3\nreduce['monitor'] = 'val_acc'\nsave['filepath'] = 'best'"
            ),
            [
                "arguments-stop",
                "arguments-weights",
                "arguments-reduce",
                "arguments-save",
                "training-end",
                "training-files",
            ],
            {
                "arguments-stop": "no argument 'patient'",
                "arguments-reduce": "no metric 'val_acc'",
                "arguments-save": "must end in",
            },
        ),
    },
    "training": {
        "no validation data": (
            training("validation_data=(x_val, y_val), ", ""),
            ["training-end", "training-files"],
            {"training-end": "without validation_data"},
        ),
        "ReduceLROnPlateau forgotten": (
            training("ReduceLROnPlateau(**reduce), ", ""),
            ["training-end"],
            {"training-end": "ReduceLROnPlateau was not called"},
        ),
        "EarlyStopping forgotten": (
            training("EarlyStopping(**stop), ", ""),
            ["training-end"],
            {"training-end": "The training went on"},
        ),
        "ModelCheckpoint forgotten": (
            training("ModelCheckpoint(**in_folder),", ""),
            ["training-files"],
            {"training-files": "There is no file"},
        ),
    },
    "own callback": {
        "never begins anew": (
            own(
                "        self.target, self.in_a_row = target, in_a_row\n\n"
                "    def on_train_begin(self, logs=None):\n",
                "        self.target, self.in_a_row = target, in_a_row\n",
            ),
            ["own-again"],
            {"own-again": "Begin anew in on_train_begin"},
        ),
        "more than the target": (
            own("accuracy >= self.target", "accuracy > self.target"),
            ["own-target"],
            {"own-target": "exactly the target"},
        ),
        "counts them all together": (
            own(
                "self.row + 1 if accuracy >= self.target else 0",
                "self.row + (accuracy >= self.target)",
            ),
            ["own-row"],
            {"own-row": "all together"},
        ),
        "takes back what another callback asked for": (
            own(
                "        if self.row >= self.in_a_row:\n",
                "        self.model.stop_training = False\n        if self.row >= self.in_a_row:\n",
            ),
            ["own-manners"],
            {"own-manners": "takes it back"},
        ),
        "needs a val_accuracy": (
            own('(logs or {}).get("val_accuracy")', 'logs["val_accuracy"]'),
            ["own-manners"],
            {"own-manners": "KeyError"},
        ),
        "counts from 0": (
            own("self.reached = epoch + 1", "self.reached = epoch"),
            ["own-target"],
            {"own-target": "from 0"},
        ),
        "keeps the rates when the epoch is over": (
            own(
                "    def on_epoch_begin(self, epoch, logs=None):\n"
                "        self.rates.append(float(self.model.optimizer.learning_rate.numpy()))\n\n"
                "    def on_epoch_end(self, epoch, logs=None):\n",
                "    def on_epoch_end(self, epoch, logs=None):\n"
                "        self.rates.append(float(self.model.optimizer.learning_rate.numpy()))\n",
            ),
            ["own-rates"],
            {"own-rates": "when the epoch is over"},
        ),
    },
}
