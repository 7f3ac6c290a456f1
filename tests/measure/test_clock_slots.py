"""Slots on the clock of a zone, against a look at every minute of the days on which it changes."""

from __future__ import annotations

import numpy as np
import pytest

from slaspec.measure.slots import ClockSlots
from slaspec.service_time.offsets import offsets_of
from tests.measure.build import at
from tests.oracle.availability import clock

CHANGES = {
    "Europe/Oslo spring": ("Europe/Oslo", "2026-03-29 01:00"),
    "Europe/Oslo autumn": ("Europe/Oslo", "2026-10-25 01:00"),
    "Australia/Lord_Howe spring": ("Australia/Lord_Howe", "2026-10-03 15:30"),
    "Australia/Lord_Howe autumn": ("Australia/Lord_Howe", "2026-04-04 15:00"),
    "Pacific/Apia, the day that was left out": ("Pacific/Apia", "2011-12-30 10:00"),
    "Asia/Kathmandu": ("Asia/Kathmandu", "2026-01-01 00:00"),
}


def shown(second, zone):
    """Seconds since 1970-01-01 00:00 on the clock of a zone."""
    local = clock(second, zone)
    return local.toordinal() * 86_400 + local.hour * 3600 + local.minute * 60 + local.second


@pytest.mark.parametrize("minutes", [1, 5, 30, 60, 240, 720, 1440])
@pytest.mark.parametrize("change", CHANGES)
def test_slots_begin_at_full_multiples_on_the_clock(change, minutes):
    """An edge is where the clock shows a full multiple, or is put forward over one."""
    zone, text = CHANGES[change]
    middle, length = at(text), minutes * 60
    seconds = range(middle - 3 * 86_400, middle + 3 * 86_400, 60)
    numbers = [divmod(shown(second, zone), length) for second in seconds]
    edges = [
        second
        for second, (number, rest), (before, _) in zip(
            seconds[1:], numbers[1:], numbers, strict=False
        )
        if rest == 0 or number != before
    ]
    slots = ClockSlots(offsets_of(zone, 2011, 2026), length)
    asked = np.array([s for s in seconds if edges[0] <= s <= edges[-1]], dtype=np.int64)
    last = np.array(edges)[np.searchsorted(edges, asked, side="right") - 1]
    first = np.array(edges)[np.searchsorted(edges, asked, side="left")]

    assert last.tolist() == slots.floor(asked).tolist()
    assert first.tolist() == slots.ceiling(asked).tolist()
