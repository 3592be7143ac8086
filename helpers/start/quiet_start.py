"""Import Keras without the notes that TensorFlow writes about the machine."""

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

# No notes about the machine, which come with every start without a GPU, and sums in one order, so
# that a seed gives the same numbers again.
QUIET_TENSORFLOW = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}


@contextmanager
def quiet_start() -> Iterator[None]:
    """Keep what TensorFlow writes to stderr while it starts; show it only if the start fails.

    Some of its notes come before any log level is read, straight from C++, so the file descriptor
    itself is turned away. The variables of `QUIET_TENSORFLOW` are set too, unless they are already.

    Afterwards TensorFlow's log tells errors only: it would warn whoever trains many small networks
    that each is traced anew. Python's warnings, which Keras uses, are shown as ever.

    Examples
    --------
    >>> with quiet_start():
    ...     import keras
    """
    for name, value in QUIET_TENSORFLOW.items():
        os.environ.setdefault(name, value)
    sys.stderr.flush()
    visible = os.dup(2)
    with tempfile.TemporaryFile() as hidden:
        os.dup2(hidden.fileno(), 2)
        try:
            yield
            logging.getLogger("tensorflow").setLevel(logging.ERROR)
        except BaseException:
            hidden.seek(0)
            os.write(visible, hidden.read())
            raise
        finally:
            os.dup2(visible, 2)
            os.close(visible)
