"""How long the tests wait for a page, in milliseconds.

Generous: a loaded machine is slow, and a condition that holds costs no time.
"""

WAIT_MS = 30_000
START_MS = 90_000
RUN_MS = 300_000
