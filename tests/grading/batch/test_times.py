"""One rule for all times that are read."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.grading.batch.times import utc


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-10-25 02:59:00.000000 CEST", "2026-10-25 00:59"),
        ("2026-10-25 02:05:00 CET", "2026-10-25 01:05"),
        ("2026-10-25 03:00:00 CEST", "2026-10-25 01:00"),
        ("2026-07-01 12:00:00 PDT", "2026-07-01 19:00"),
        ("2026-07-01 12:00:00 BST", "2026-07-01 11:00"),
        ("2026-03-01 12:00:00.5 UTC", "2026-03-01 12:00:00.5"),
        ("2026-03-01 12:00:00", "2026-03-01 12:00"),
        ("2026-03-01T12:00:00Z", "2026-03-01 12:00"),
        ("2026-03-01 12:00:00 +0100", "2026-03-01 11:00"),
        ("2026-03-01T12:00:00+05:30", "2026-03-01 06:30"),
        ("2026-03-01 12:00 UTC+2", "2026-03-01 10:00"),
        ("2026-03-01 12:00 Europe/Berlin", "2026-03-01 11:00"),
        ("2026-07-01 12:00 Etc/GMT+3", "2026-07-01 15:00"),
        ("20260301T120000Z", "2026-03-01 12:00"),
        ("01.02.2026", "2026-02-01 00:00"),
        ("01.02.2026 14:30 CET", "2026-02-01 13:30"),
        ("2026-02-01", "2026-02-01 00:00"),
        ("Sun, 01 Feb 2026 12:00:00 +0100", "2026-02-01 11:00"),
        ("Feb 1, 2026 1:05 PM", "2026-02-01 13:05"),
        ("13/02/2026 12:00", "2026-02-13 12:00"),
    ],
)
def test_a_time_is_read(text, time):
    assert utc(text) == datetime.fromisoformat(time.replace(".5", ".500000"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("the day before yesterday", "this is no time"),
        ("", "this is no time"),
        ("2026-02-30", "this is no time"),
        ("12:00", "says too little"),
        ("Feb 2026", "says too little"),
        ("01/02/2026 12:00", "can be read in two ways"),
        ("01/02/2026", "can be read in two ways"),
        ("01.02.26", "can be read in two ways"),
        ("2026-03-01 12:00 IST", r"IST can be \+0100 or \+0200 or \+0530; write the offset"),
        ("2026-03-01 12:00 CST", "write the offset"),
        ("2026-03-01 12:00 XYZ", "no zone is called 'XYZ'"),
        ("2026-03-01 12:00 Europe/Utopia", "no zone is called 'Europe/Utopia'"),
        ("2026-03-01 12:00 +0100 CET", "two zones"),
        ("2026-10-25 02:30 Europe/Berlin", "the clocks of Europe/Berlin were changed"),
        ("2026-03-29 02:30 Europe/Berlin", "the clocks of Europe/Berlin were changed"),
        ("0001-01-01T00:00:00+23:59", "no calendar goes that far"),
        ("9" * 400, "no calendar goes that far"),
    ],
)
def test_what_cannot_be_read_for_sure_is_refused_with_the_reason(text, reason):
    with pytest.raises(ValueError, match=reason):
        utc(text)


def test_the_courses_own_zone_decides_what_an_abbreviation_means():
    assert utc("2026-03-01 12:00 IST", "Asia/Kolkata") == datetime(2026, 3, 1, 6, 30)
    assert utc("2026-07-01 12:00 IST", "Europe/Dublin") == datetime(2026, 7, 1, 11)
    assert utc("2026-07-01 12:00 CEST", "Asia/Kolkata") == datetime(2026, 7, 1, 10)


PLACES = ["UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu"]
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31))


@given(MOMENTS, st.sampled_from(PLACES), st.sampled_from([" ", "T"]))
def test_an_offset_always_leads_back_to_the_moment(moment, place, between):
    local = moment.replace(tzinfo=timezone.utc).astimezone(ZoneInfo(place))
    assert utc(local.isoformat(between)) == moment


@settings(deadline=None)  # the zones of a year are read once
@given(MOMENTS)
def test_what_nbgrader_writes_in_berlin_is_read_there_across_every_clock_change(moment):
    local = moment.replace(tzinfo=timezone.utc).astimezone(ZoneInfo("Europe/Berlin"))
    written = local.strftime("%Y-%m-%d %H:%M:%S.%f %Z")  # nbgrader's own format
    assert utc(written, "Europe/Berlin") == moment
