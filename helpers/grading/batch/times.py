"""When something was handed in: one rule for all times that are read.

- A date begins with the year (``2026-02-01``) or has dots and begins with the day
  (``01.02.2026``), or names its month. Whatever else can be read in two ways is refused.
- A date without a time of day is the beginning of that day.
- The zone is an offset (``+0100``, ``+01:00``, ``Z``), a name of the tz database
  (``Europe/Berlin``) or an abbreviation (``CEST``). An abbreviation counts where the tz database
  knows one offset for it in that year, or where the course's own zone uses it.
- Without a zone it is UTC, as everywhere in nbgrader.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from dateutil import parser

EXAMPLE = "2026-02-01 12:00:00 +0100"
_NAME = re.compile(r"(?<=[\d\s])(?:[A-Za-z]+|[A-Za-z]\w*(?:/[\w+-]+)+)$")
_PREFIX = re.compile(
    r"(?<!/)\b(?:UTC|GMT)\s*(?=[+-]\d)"
)  # UTC+2 means +2; POSIX, and dateutil, say −2
_YEAR_FIRST = re.compile(r"\d{4}(?!\d*:)")
_DAY_FIRST = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}\b")
# What a text leaves open comes from these two, so that it shows in a difference.
_DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 2, 2))


def utc(text: str, zone: str = "UTC") -> datetime:
    """Read a time.

    Parameters
    ----------
    text
        Date, time of day and zone, by the rule of this module.
    zone
        The course's own zone, a name of the tz database. It decides what an abbreviation stands
        for that several zones use.

    Returns
    -------
    datetime
        In UTC and without a zone, as the gradebook has it.

    Raises
    ------
    ValueError
        If it cannot be read, or in more than one way; the message says why.
    """
    written, name = _parted(_PREFIX.sub("", text.strip()))
    try:
        local = _date_and_time(written)
        if name:
            if local.tzinfo is not None:
                raise ValueError("it has two zones")
            local = local.replace(tzinfo=_zone(name, local, zone))
        elif local.tzinfo is None:
            local = local.replace(tzinfo=timezone.utc)
        return local.astimezone(timezone.utc).replace(tzinfo=None)
    except OverflowError:
        raise ValueError("no calendar goes that far") from None


def _parted(text: str) -> tuple[str, str]:
    """What stands before the name of a zone, and that name or ""."""
    found = _NAME.search(text)
    if found is None or _is_of_a_date(found[0]):
        return text, ""
    return text[: found.start()].rstrip(), found[0]


def _is_of_a_date(word: str) -> bool:
    """Whether a word belongs to a date or a time of day: March, Sunday, PM."""
    info = parser.parserinfo()
    meanings = (info.month(word), info.weekday(word), info.ampm(word))
    return any(meaning is not None for meaning in meanings)


def _date_and_time(text: str) -> datetime:
    if _YEAR_FIRST.match(text):
        orders = [(False, True)]
    elif _DAY_FIRST.match(text):
        orders = [(True, False)]
    else:
        orders = [(day, year) for day in (False, True) for year in (False, True)]
    readings = (_read(text, default, *order) for default in _DEFAULTS for order in orders)
    found = {reading for reading in readings if reading is not None}
    if not found:
        raise ValueError(f"this is no time; write it like {EXAMPLE}")
    if len(found) > 1:
        raise ValueError(f"it says too little or can be read in two ways; write it like {EXAMPLE}")
    return found.pop()


def _read(text: str, default: datetime, day_first: bool, year_first: bool) -> datetime | None:
    try:
        return parser.parse(
            text, default=default, dayfirst=day_first, yearfirst=year_first, tzinfos=_offset
        )
    except parser.ParserError:
        return None


def _offset(name: str | None, seconds: int | None) -> tzinfo | None:
    """The zone that dateutil met: an offset. Names were taken off before."""
    if name is not None and seconds != 0:  # +00:00 has the name UTC
        raise ValueError(f"{name!r} stands where no zone can stand; write it like {EXAMPLE}")
    return None if seconds is None else timezone(timedelta(seconds=seconds))


def _zone(name: str, local: datetime, own: str) -> tzinfo:
    if name.upper() in ("Z", "UTC", "GMT"):
        return timezone.utc
    if "/" in name:
        return _place(name, local)
    offsets = _offsets(local.year).get(name, set())
    if len(offsets) > 1:
        offsets = offsets & _used(own, local.year).get(name, set()) or offsets
    if not offsets:
        raise ValueError(f"no zone is called {name!r}; write the offset, as in {EXAMPLE}")
    if len(offsets) > 1:
        said = " or ".join(f"{local.replace(tzinfo=timezone(o)):%z}" for o in sorted(offsets))
        raise ValueError(f"{name} can be {said}; write the offset")
    return timezone(next(iter(offsets)))


def _place(name: str, local: datetime) -> tzinfo:
    """The zone of a place, where its clocks show that time once."""
    if name not in available_timezones():
        raise ValueError(f"no zone is called {name!r}; write the offset, as in {EXAMPLE}")
    place = ZoneInfo(name)
    if local.replace(tzinfo=place).utcoffset() != local.replace(tzinfo=place, fold=1).utcoffset():
        raise ValueError(f"the clocks of {name} were changed at that time; write the offset")
    return place


def duration(seconds: float) -> str:
    """How long something is, in its two largest units: ``"2 days 3 h"``."""
    left, said = round(seconds), []
    for unit, length in (("day", 86400), ("h", 3600), ("min", 60), ("s", 1)):
        count, left = divmod(left, length)
        if count:
            said.append(f"{count} {unit}{'s' if unit == 'day' and count > 1 else ''}")
    return " ".join(said[:2]) or "0 s"


@cache
def _offsets(year: int) -> dict[str, set[timedelta]]:
    """Abbreviation → what is added to UTC, of all places in one year."""
    found: dict[str, set[timedelta]] = {}
    for place in available_timezones():
        for name, offsets in _used(place, year).items():
            found.setdefault(name, set()).update(offsets)
    return found


@cache
def _used(place: str, year: int) -> dict[str, set[timedelta]]:
    """Abbreviation → what is added to UTC, of one place in one year."""
    found: dict[str, set[timedelta]] = {}
    zone = ZoneInfo(place)
    for month in range(1, 13):
        moment = datetime(year, month, 1, tzinfo=zone)
        name, offset = moment.tzname(), moment.utcoffset()
        if name is not None and offset is not None:
            found.setdefault(name, set()).add(offset)
    return found
