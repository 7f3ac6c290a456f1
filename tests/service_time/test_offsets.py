"""Zones come from the pinned package, and no change of offset is missed."""

from __future__ import annotations

import copy
import os
import pickle
import struct
import subprocess
import sys
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path

import pytest

from slaspec.errors import QuantityError
from slaspec.language.quantities import _zone_names
from slaspec.service_time.offsets import (
    Offsets,
    day_number,
    day_of,
    offsets_of,
    pinned_zone,
    tzdata_version,
)

TOKYO_AS_OSLO = """
from datetime import datetime, timezone
from zoneinfo import ZoneInfo
from slaspec.service_time.offsets import pinned_zone
noon = datetime(2026, 7, 1, 12, tzinfo=timezone.utc)
print(noon.astimezone(ZoneInfo("Europe/Oslo")).hour, noon.astimezone(pinned_zone("Europe/Oslo")).hour)
"""


def tzdata_file(name: str) -> bytes:
    """A compiled zone of the package."""
    return resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


def test_ignores_the_machine(tmp_path: Path) -> None:
    """A wrong time zone database on the machine changes Python's answer, never ours."""
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Oslo").write_bytes(tzdata_file("Asia/Tokyo"))
    run = subprocess.run(
        [sys.executable, "-c", TOKYO_AS_OSLO],
        env={
            **os.environ,
            "PYTHONTZPATH": str(tmp_path),
            "TZ": "Asia/Tokyo",
            "PYTHONPATH": os.getcwd(),
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert "21 14" == run.stdout.strip()


def tabulated(name: str) -> list[tuple[int, int]]:
    """Instants and new offsets since 1970 as the zone's own table (RFC 9636) lists them."""
    raw = tzdata_file(name)
    counts = struct.unpack(">6l", raw[20:44])
    skipped = counts[3] * 5 + counts[4] * 6 + counts[5] + counts[2] * 8 + counts[1] + counts[0]
    raw = raw[44 + skipped :]
    _, _, _, times, types, _ = struct.unpack(">6l", raw[20:44])
    instants = struct.unpack(f">{times}q", raw[44 : 44 + 8 * times])
    kinds = raw[44 + 8 * times : 44 + 9 * times]
    rows = raw[44 + 9 * times : 44 + 9 * times + 6 * types]
    offsets = [struct.unpack(">l", rows[6 * kind : 6 * kind + 4])[0] for kind in kinds]
    changes = []
    for position, (instant, offset) in enumerate(zip(instants, offsets, strict=True)):
        if instant >= 0 and position and offset != offsets[position - 1]:
            changes.append((instant, offset))
    return changes


def test_no_two_changes_within_a_day() -> None:
    """In no zone of the package two changes since 1970 fall between two UTC midnights."""
    for name in sorted(_zone_names()):
        days = [instant // 86400 for instant, _ in tabulated(name)]
        assert len(days) == len(set(days)), name


@pytest.mark.parametrize(
    "name",
    [
        "Africa/Casablanca",
        "Africa/Monrovia",
        "America/St_Johns",
        "Asia/Gaza",
        "Europe/London",
        "Pacific/Apia",
        "Pacific/Kwajalein",
    ],
)
def test_every_change_is_found(name: str) -> None:
    """The stretches of 1971-2036 begin where the zone's table says, also on 31 December."""
    offsets = offsets_of(name, 1972, 2035)
    found = list(zip(offsets.begins, offsets.offsets, strict=True))[1:]
    low, high = offsets.begins[0], datetime(2037, 1, 1, tzinfo=UTC).timestamp()

    listed = [change for change in tabulated(name) if low < change[0] < high]
    known = listed[-1][0]  # after its table a zone may follow a rule
    assert listed == [change for change in found if change[0] <= known]


@pytest.mark.parametrize("name", ["europe/oslo", "../../etc/passwd", "CET", "Etc/GMT+1", ""])
def test_strange_names(name: str) -> None:
    """Only UTC and Area/City names in their exact case reach the file system."""
    with pytest.raises(QuantityError, match="is not a time zone"):
        pinned_zone(name)


def test_zones_can_be_copied_and_pickled() -> None:
    """A datetime in a pinned zone survives copying and pickling."""
    moment = datetime(2026, 7, 1, 12, tzinfo=pinned_zone("Europe/Oslo"))

    assert moment == copy.deepcopy(moment) == pickle.loads(pickle.dumps(moment))
    assert "Europe/Oslo" == str(pickle.loads(pickle.dumps(moment)).tzinfo)


def test_version() -> None:
    """The version of the data is that of the package."""
    assert (resources.files("tzdata") / "__init__.py").read_text().count(tzdata_version())


def test_day_numbers() -> None:
    """Dates are counted from 1970-01-01, there and back."""
    assert 0 == day_number(date(1970, 1, 1))
    assert date(2028, 2, 29) == day_of(day_number(date(2028, 2, 29)))


def test_first_of_several_passes() -> None:
    """Where a large step back leaves short stretches, the earliest instant still answers."""
    offsets = Offsets([(0, 36000), (100, 0), (200, 60)], 10**6)

    assert [0, 99, 36041] == [offsets.first_instant(wall) for wall in (300, 36099, 36101)]
    assert [(0, 100), (35940, 36040)] == list(offsets.instants(36000, 36100))
