"""A file that cannot be read on one side is compared on neither, and says nothing about itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from slaspec.use_cases.diff import diff
from tests.review.gate_build import SLA, TODAY, edited, written

BROKEN = "kind: nothing that is known\n"
TYPO = ("kind: SLA\n", "kind: SLA\nsurprise: 1\n")
SHORTER_DAY = ('mon-fri: ["08:00-17:00"]', 'mon-fri: ["08:00-16:00"]')


def reviewed(folder, base, head):
    """The review of two portfolios, which differ from the smallest one in some files."""
    sides = [written(folder / name, files) for name, files in (("base", base), ("head", head))]
    return diff(*sides, TODAY, months=0)


@pytest.mark.parametrize("text", [edited(SLA, TYPO), BROKEN, "- no\n  contract"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_slip_of_the_pen_removes_nothing(tmp_path: Path, text: str, turned: bool) -> None:
    """An unknown key, another kind, no YAML: told as unreadable, and not as a removed agreement."""
    sides = ({}, {"sla.yaml": text})
    found = reviewed(tmp_path, *(reversed(sides) if turned else sides))

    assert ((), (), (), ()) == (found.changes, found.backing, found.regions, found.impacts)
    assert found.unreadable["base" if turned else "head"]
    assert 0 == found.fixed or turned


def test_what_can_be_read_is_compared(tmp_path: Path) -> None:
    """The calendar is another one, whatever became of the agreement."""
    from slaspec.checks.pages.portfolio import CALENDAR

    found = reviewed(
        tmp_path,
        {},
        {"sla.yaml": edited(SLA, TYPO), "calendar.yaml": edited(CALENDAR, SHORTER_DAY)},
    )

    assert ["V602"] == [each.rule for each in found.changes]


def test_a_new_file_with_a_fault_is_no_change(tmp_path: Path) -> None:
    """Nobody knows what it would have said."""
    found = reviewed(tmp_path, {}, {"new.yaml": edited(SLA, TYPO, ("id: acme-sla", "id: new-sla"))})

    assert () == found.changes
    assert found.unreadable["head"]
