"""
A night with 25 hours under a frozen clock.

The datetime of freezegun forgets which of two passes of an hour it is in (`fold`) when it is
converted; a user may have frozen the clock before anything of slaspec is imported.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import slaspec

PROGRAM = """
import contextlib, json, sys
from datetime import datetime

def told():
    from slaspec.language.model.calendar import Calendar
    from slaspec.language.quantities import Hours, Zone
    from slaspec.service_time.calendar import compile_calendar
    from slaspec.service_time.civil import LocalTimeError, format_local, local_time, to_utc

    night = datetime(2026, 10, 25, 2, 30)
    hours = Calendar(
        apiVersion="slaspec/v1", kind="Calendar", id="night", title="Night",
        timezone=Zone("Europe/Berlin"), open={"sat-sun": (Hours("02:00-03:00"),)},
    )
    timeline = compile_calendar(hours, night.date(), night.date())
    passes = [to_utc(night, "Europe/Berlin", offset) for offset in (7200, 3600)]
    try:
        to_utc(night, "Europe/Berlin")
    except LocalTimeError as error:
        refused = str(error)
    return {
        "passes": passes,
        "shown": [format_local(at, "Europe/Berlin") for at in passes],
        "folds": [local_time(at, "Europe/Berlin").fold for at in passes],
        "open": timeline.elapsed(passes[0] - 7200, passes[1] + 7200),
        "refused": refused,
    }

if sys.argv[1:]:
    from freezegun import freeze_time
    with freeze_time(sys.argv[1]):
        print(json.dumps(told()))
else:
    print(json.dumps(told()))
"""


def told(*day):
    """What is said of the night in a fresh process, whose clock stands still on a day."""
    environment = {**os.environ, "PYTHONPATH": str(Path(slaspec.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *day],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


def test_both_passes_of_an_hour_are_told_apart_under_a_frozen_clock():
    """02:30 happens at 00:30 and at 01:30 UTC; two hours are open; without offset it is refused."""
    frozen = told("2020-02-29")

    assert told() == frozen
    assert [0, 1] == frozen["folds"]
    assert 3600 == frozen["passes"][1] - frozen["passes"][0]
    assert 7200 == frozen["open"]
    assert ["Sun 2026-10-25 02:30 +02:00", "Sun 2026-10-25 02:30 +01:00"] == frozen["shown"]
    assert "twice" in frozen["refused"]
