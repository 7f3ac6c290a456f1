"""What is promised: every case that the pages of the rules V101 to V149 do not show."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.changed import of, told


def clock(objective: str, more: str = "") -> str:
    """An SLA with one target that is measured by a clock."""
    return f"""\
targets:
  - {{id: resolution, service: network, metric: resolution-time{more},
     objective: {{{objective}}}}}
"""


def by_priority(**objectives: str) -> str:
    """An SLA with one target that has an objective for each priority."""
    listed = ", ".join(f"{name}: {{{said}}}" for name, said in objectives.items())
    return f"""\
targets:
  - {{id: resolution, service: network, metric: resolution-time,
     objectives: {{{listed}}}}}
"""


def value(objective: str, unit: str = "cases") -> str:
    """An SLA with one target that is measured by a figure of its source."""
    return f"""\
metrics:
  - {{id: figure, kind: value, source: itsm-export, unit: {unit}, field: figure, take: last}}
targets:
  - {{id: figure, service: network, metric: figure, objective: {{{objective}}}}}
"""


P1 = "share: 90%, within: 5h, hours: 24x7"
WIDE = "share: 99%, within: 2h, hours: office"
SECOND = """\
  - {id: second, service: network, metric: resolution-time%s,
     objective: {share: 99%%, within: 2h, hours: 24x7}}
"""

CASES = [
    ("V103", clock(P1), clock("share: 85%, within: 5h, hours: 24x7"), "loosened"),
    (
        "V103",
        clock("percentile: 90%, within: 5h, hours: 24x7"),
        clock("percentile: 95%, within: 5h, hours: 24x7"),
        "tightened",
    ),
    ("V103", clock(P1), clock("percentile: 90%, within: 5h, hours: 24x7"), "neutral"),
    ("V104", clock(P1), clock("share: 90%, within: 6h, hours: 24x7"), "loosened"),
    (
        "V104",
        clock("share: 90%, within: {working_days: 3, due: end_of_day}, hours: office"),
        clock("share: 90%, within: {working_days: 2, due: end_of_day}, hours: office"),
        "tightened",
    ),
    (
        "V104",
        clock("share: 90%, within: {working_days: 2, due: end_of_day}, hours: office"),
        clock("share: 90%, within: 16h, hours: office"),
        "neutral",
    ),
    ("V106", value("at_least: 20 cases"), value("at_least: 25 cases"), "tightened"),
    ("V106", value("at_most: 20 cases"), value("at_most: 15 cases"), "tightened"),
    ("V106", value("at_most: 20 cases"), value("at_least: 20 cases"), "neutral"),
    ("V106", value("at_most: 1s", "s"), value("at_most: 900ms", "ms"), "tightened"),
    ("V106", value("at_most: 20 cases"), value("at_most: 15 calls"), "neutral"),
]


@pytest.mark.parametrize(("rule", "before", "after", "direction"), CASES)
def test_the_direction_of_an_objective(
    rule: str, before: str, after: str, direction: str, tmp_path: Path
) -> None:
    """More records, less time, and a higher least value are more for the customer."""
    assert [direction] == [each.direction for each in of(rule, told(tmp_path, before, after))]


ALIKE = [
    (clock(P1), clock("share: 90.0%, within: 300min, hours: 24x7")),
    (clock(P1), clock("hours: 24x7, within: PT5H, share: 90%")),
    (value("at_most: 1s", "s"), value("at_most: 1000ms", "s")),
    (by_priority(P1=P1, P2=P1), by_priority(P2=P1, P1=P1)),
    (clock(P1, ", window: month"), clock(P1)),
    (clock(P1, ", window: month, limit_reached: met"), clock(P1)),
]


@pytest.mark.parametrize(("before", "after"), ALIKE)
def test_the_same_in_other_words_is_no_change(before: str, after: str, tmp_path: Path) -> None:
    """300min is 5h, the order of priorities means nothing, and so does an answer said twice."""
    assert [] == told(tmp_path, before, after)


def test_a_percentile_instead_of_a_share_is_another_figure(tmp_path: Path) -> None:
    """The same records keep both, but a time is measured now: told once, as another meaning."""
    after = clock("percentile: 90%, within: 5h, hours: 24x7")
    [change] = told(tmp_path, clock(P1), after)

    assert change.meaning
    assert "a percentile of the times is judged now" in change.sentence


def test_an_availability_instead_of_a_share_is_told_once(tmp_path: Path) -> None:
    """Of two conditions, only that of the head speaks of the exchange."""
    found = told(tmp_path, clock(P1), clock("availability: 99.9%, hours: 24x7"))

    assert ["V105"] == [each.rule for each in found if each.rule in ("V103", "V105")]
    assert [True] == [each.meaning for each in of("V105", found)]


def test_a_target_that_is_gone_is_loosened(tmp_path: Path) -> None:
    """One promise less is less for the customer, whose view warns of it."""
    [change] = told(tmp_path, clock(P1) + SECOND % "", clock(P1))

    assert ("V101", "removed", "loosened", "warning") == (
        change.rule,
        change.sort,
        change.direction,
        change.severity,
    )
    assert ("second", None) == (change.before, change.head)


def test_a_reported_figure_promises_nothing(tmp_path: Path) -> None:
    """A target with the obligation report_only is no promise: neither way, and not material."""
    after = clock(P1) + SECOND % ", obligation: report_only"
    [change] = told(tmp_path, clock(P1), after)

    assert ("neutral", False) == (change.direction, change.material)


def test_a_renamed_target_is_the_same_promise(tmp_path: Path) -> None:
    """Under another id, and with references that follow it, a target is renamed and no more."""
    before = clock(P1) + "purpose: [{value: shops, targets: [resolution]}]\n# support is missing\n"
    [change] = told(
        tmp_path,
        before,
        before.replace("resolution", "restoring").replace("restoring-time", "resolution-time"),
    )

    assert ("V101", "renamed", "neutral", False) == (
        change.rule,
        change.sort,
        change.direction,
        change.material,
    )


def test_an_objective_less_is_loosened(tmp_path: Path) -> None:
    """Records of P2 are promised nothing any more."""
    [change] = told(tmp_path, by_priority(P1=P1, P2=P1), by_priority(P1=P1))

    assert ("V102", "loosened") == (change.rule, change.direction)


def test_an_objective_of_another_priority_is_neither_more_nor_less(tmp_path: Path) -> None:
    """The same promise for P3 instead of P2: told once, and nobody can tell which is more."""
    before, after = by_priority(P1=WIDE, P2=P1), by_priority(P1=WIDE, P3=P1)
    [change] = told(tmp_path, before, after)

    assert ("V102", "renamed", "neutral", True) == (
        change.rule,
        change.sort,
        change.direction,
        change.material,
    )
    assert ("P2", "P3") == (change.before, change.after)


def test_one_objective_for_all_against_one_for_each_is_not_judged(tmp_path: Path) -> None:
    """Nobody can tell whether an objective for all or those of two priorities promise more."""
    found = of("V102", told(tmp_path, clock(P1), by_priority(P1=P1, P2=P1)))

    assert ["neutral"] * 3 == [each.direction for each in found]


WITHOUT_HOURS = "share: 90%, within: 5h"
METRICS = """\
metrics:
  - {id: resolution-time, kind: duration, source: itsm-export, start: reported,
     stop: [resolved], pause: []%s}
"""


def test_hours_that_move_from_the_metric_to_its_objectives_are_no_change(tmp_path: Path) -> None:
    """The nearest hours hold; wherever they stand, the clock counts by the same ones."""
    before = METRICS % ", hours: office" + clock(WITHOUT_HOURS)
    after = METRICS % "" + clock(WITHOUT_HOURS + ", hours: office")

    assert [] == told(tmp_path, before, after)


def test_hours_that_move_and_change_are_told_once(tmp_path: Path) -> None:
    """The objective says 24x7 now where its metric said office hours."""
    before = METRICS % ", hours: office" + clock(WITHOUT_HOURS)
    after = METRICS % "" + clock(WITHOUT_HOURS + ", hours: 24x7")
    [change] = told(tmp_path, before, after)

    assert ("V107", "tightened") == (change.rule, change.direction)


EVENINGS = """\
---
kind: Calendar
id: evenings
title: Evenings
open: {mon-fri: ["17:00-22:00"]}
"""
SAME_AS_OFFICE = """\
---
kind: Calendar
id: desk
title: Hours of the desk
open: {mon-thu: ["08:00-12:00", "12:00-17:00"], fri: ["08:00-17:00"]}
"""


def test_hours_that_are_neither_more_nor_fewer_are_not_judged(tmp_path: Path) -> None:
    """Evenings instead of office hours: nobody can tell which promise is the stricter one."""
    before = clock(WITHOUT_HOURS + ", hours: office")
    after = clock(WITHOUT_HOURS + ", hours: evenings")
    rest = "kind: Calendar\n" + EVENINGS
    found = told(tmp_path, f"{before}---\n{rest}", f"{after}---\n{rest}")

    assert [("V107", "neutral", True)] == [
        (each.rule, each.direction, each.material) for each in found
    ]


def test_a_calendar_of_another_name_with_the_same_hours_is_a_note(tmp_path: Path) -> None:
    """Second by second the hours are the same: nothing that is promised changes."""
    before = clock(WITHOUT_HOURS + ", hours: office")
    after = clock(WITHOUT_HOURS + ", hours: desk")
    rest = "kind: Calendar\n" + SAME_AS_OFFICE
    found = told(tmp_path, f"{before}---\n{rest}", f"{after}---\n{rest}")

    assert [("V107", "neutral", False)] == [
        (each.rule, each.direction, each.material) for each in found
    ]


def test_what_stands_behind_is_no_promise(tmp_path: Path) -> None:
    """The customer is promised the same, whoever stands behind it: told by name, not material."""
    before = clock(P1 + ", backed_by: [desk-ola#restore/P1]")
    after = clock(P1 + ", backed_by: [desk-ola#restore/P2]")
    [change] = told(tmp_path, before, after)

    assert ("V108", "neutral", False, "info") == (
        change.rule,
        change.direction,
        change.material,
        change.severity,
    )
    assert change.sentence.endswith("desk-ola#restore/P2 is new, desk-ola#restore/P1 is gone")


def test_backing_that_moves_from_the_target_to_its_objective_is_no_change(tmp_path: Path) -> None:
    """An objective that names nothing stands on what its target names."""
    before = clock(P1, ", backed_by: [desk-ola#restore/P1]")
    after = clock(P1 + ", backed_by: [desk-ola#restore/P1]")

    assert [] == told(tmp_path, before, after)


def test_the_order_of_targets_means_nothing(tmp_path: Path) -> None:
    """Targets are compared by their ids."""
    one = "{id: one, service: network, metric: resolution-time, objective: {%s}}" % P1
    two = "{id: two, service: network, metric: resolution-time, objective: {%s}}" % P1

    assert [] == told(tmp_path, f"targets: [{one}, {two}]", f"targets: [{two}, {one}]")


def test_the_service_of_a_target_is_another_meaning(tmp_path: Path) -> None:
    """Other records are judged: neither way, and a warning for both sides."""
    after = clock(P1).replace("service: network", "service: service-desk")
    for view in ("customer", "provider"):
        [change] = told(tmp_path / view, clock(P1), after, view)  # type: ignore[arg-type]
        assert ("V111", True, "warning") == (change.rule, change.meaning, change.severity)
