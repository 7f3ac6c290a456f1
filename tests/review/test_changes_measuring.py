"""How it is measured: every case that the pages of the rules V201 to V279 do not show."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.review.change import Change
from slaspec.rounding import rounded
from tests.review.changed import of, told


def duration(**said: str) -> str:
    """An SLA whose target is measured by a clock; all keys of its metric but those given."""
    keys = {"start": "reported", "stop": "[resolved]", "pause": "[waiting_customer]"} | said
    listed = ", ".join(f"{key}: {value}" for key, value in keys.items() if value)
    return f"""\
metrics:
  - {{id: resolution-time, kind: duration, source: itsm-export, {listed}}}
"""


def availability(**said: str) -> str:
    """An SLA whose target is measured by outages."""
    keys = {"down": "{down: 100%}", "unmonitored": "down", "quantum": "exact"} | said
    listed = ", ".join(f"{key}: {value}" for key, value in keys.items() if value)
    return f"""\
metrics:
  - {{id: network-availability, kind: availability, source: noc-outages, hours: 24x7,
     {listed}}}
"""


def ratio(**said: str) -> str:
    """An SLA whose target is measured as a share of good records."""
    listed = ", ".join(f"{key}: {value}" for key, value in said.items())
    return f"""\
metrics: [{{id: quality, kind: ratio, source: itsm-export, {listed}}}]
targets: [{{id: quality, service: network, metric: quality, objective: {{at_least: 95%}}}}]
"""


def exclusion(**said: str) -> str:
    """An SLA with one exclusion."""
    keys = {"cause": "maintenance"} | said
    listed = ", ".join(f"{key}: {value}" for key, value in keys.items())
    return f"exclusions: [{{id: planned-work, {listed}}}]\n"


def answers(said: str) -> str:
    """An SLA whose interpretation gives only these answers."""
    return f"interpretation: {{{said}}}\n"


ONE = "few_events: {up_to: 9, allow_misses: 1}"
TWO = "few_events: {up_to: 9, allow_misses: 2}"
MONTHLY = {"at_most": "4h", "per": "month"}

BONUS = """\
remedies:
  - {id: extra, for_each: window, nature: bonus, rate: {flat: 5%%}, base: {charge: network},
     partial_window: {charge: %s, counted: active}}
"""

CASES = [
    # A clock: an earlier begin, a later end and fewer pauses are longer times.
    ("V213", duration(start="assigned"), duration(), "tightened"),
    ("V213", duration(start="assigned"), duration(start="accepted"), "neutral"),
    ("V213", duration(start="reported"), duration(start="due"), "neutral"),
    ("V214", duration(stop="[resolved]"), duration(stop="[resolved, closed]"), "loosened"),
    ("V214", duration(stop="[resolved, closed]"), duration(stop="[closed]"), "tightened"),
    ("V215", duration(), duration(pause="[]"), "tightened"),
    ("V215", duration(), duration(pause="[waiting_supplier]"), "neutral"),
    # Down time: slots that are down for any second count more, those wholly down count less.
    (
        "V224",
        availability(quantum="{of: 5min, aligned: clock, down_if: wholly}"),
        availability(quantum="{of: 10min, aligned: clock, down_if: wholly}"),
        "loosened",
    ),
    (
        "V224",
        availability(quantum="{of: 5min, aligned: clock, down_if: any}"),
        availability(quantum="{of: 10min, aligned: clock, down_if: any}"),
        "tightened",
    ),
    (
        "V224",
        availability(quantum="{of: 4min, aligned: clock, down_if: any}"),
        availability(quantum="{of: 10min, aligned: clock, down_if: any}"),
        "neutral",
    ),
    (
        "V224",
        availability(quantum="{of: 5min, aligned: clock, down_if: any}"),
        availability(quantum="{of: 5min, aligned: outage, down_if: any}"),
        "neutral",
    ),
    (
        "V224",
        availability(quantum="{of: 7min, aligned: clock, down_if: wholly}"),
        availability(quantum="{of: 5min, aligned: outage, down_if: any}"),
        "tightened",
    ),
    ("V223", availability(), availability(unmonitored="excluded"), "loosened"),
    ("V223", availability(unmonitored="up"), availability(unmonitored="excluded"), "tightened"),
    ("V222", availability(), availability(down="{down: 100%, slow: 30%}"), "tightened"),
    ("V222", availability(), availability(down="{down: 100%, slow: 0%}"), "neutral"),
    ("V225", availability(), availability(minimum_outage="1min"), "loosened"),
    ("V227", availability(), availability(counted="{fixed: 720h}"), "neutral"),
    # Good records: more values and fewer fields let more records be good.
    (
        "V231",
        ratio(good="{status: [ok], region: [north]}"),
        ratio(good="{status: [ok]}"),
        "loosened",
    ),
    ("V231", ratio(good="{status: [ok, late]}"), ratio(good="{status: [ok]}"), "tightened"),
    ("V231", ratio(good="{status: [ok]}"), ratio(good="{status: [done]}"), "neutral"),
    ("V231", ratio(good="{status: [ok]}"), ratio(good="{region: [north]}"), "neutral"),
    # Answers.
    ("V242", answers("assign_to: start"), answers("assign_to: deadline"), "neutral"),
    ("V242", answers("assign_to: stop"), answers("assign_to: start"), "tightened"),
    (
        "V246",
        answers("reopened: {clock: continues, gap: paused}"),
        answers("reopened: {clock: continues, gap: counts}"),
        "tightened",
    ),
    (
        "V246",
        answers("reopened: {clock: continues, gap: counts, within: 5 days}"),
        answers("reopened: {clock: continues, gap: counts, within: 1 months}"),
        "tightened",
    ),
    (
        "V246",
        answers("reopened: {clock: continues, gap: counts}"),
        answers("reopened: {clock: continues, gap: counts, within: 5 days}"),
        "loosened",
    ),
    (
        "V246",
        answers("reopened: {clock: continues, gap: paused, within: 5 days}"),
        answers("reopened: {clock: continues, gap: counts, within: 2 days}"),
        "neutral",
    ),
    (
        "V246",
        answers("reopened: {clock: continues, gap: counts}"),
        answers("reopened: {clock: new_cycle}"),
        "neutral",
    ),
    ("V250", answers("no_data: missed"), answers("no_data: last_value"), "loosened"),
    ("V250", answers("no_data: customer_figures"), answers("no_data: last_value"), "neutral"),
    ("V250", answers("no_data: customer_figures"), answers("no_data: not_measured"), "loosened"),
    ("V252", answers(ONE), answers(TWO), "loosened"),
    # Up to 9 records one may miss, up to 20 two: at 90 % two of 20 may be late by the share, and
    # of ten to nineteen records one.
    ("V252", answers(ONE), answers("few_events: {up_to: 20, allow_misses: 2}"), "loosened"),
    # Of up to 30 records none, or one, may be late; the share of 90 % allows three of thirty.
    ("V252", answers(ONE), answers("few_events: {up_to: 30, allow_misses: 0}"), "tightened"),
    ("V252", answers(ONE), answers("few_events: {up_to: 30, allow_misses: 1}"), "tightened"),
    # Of ten records two are more than the share allows, of thirty they are fewer.
    ("V252", answers(ONE), answers("few_events: {up_to: 30, allow_misses: 2}"), "neutral"),
    ("V254", answers("partial_window: merged"), answers("partial_window: not_judged"), "neutral"),
    # A bonus of a full charge is more for the customer to pay.
    ("V255", BONUS % "prorated", BONUS % "full", "loosened"),
    ("V257", answers("obligation: effort"), answers("obligation: guarantee"), "tightened"),
    ("V257", answers("obligation: effort"), answers("obligation: report_only"), "loosened"),
    ("V259", answers("window: month"), answers("window: month, minimum_sample: 5"), "loosened"),
    # Exclusions: whatever is harder to show, or excuses less time, is more for the customer.
    ("V274", exclusion(hours="24x7"), exclusion(hours="office"), "tightened"),
    (
        "V274",
        exclusion(notice="5 days"),
        exclusion(notice="5 days", hours="office"),
        "tightened",
    ),
    # In hours alone, maintenance is excused by itself and no longer needs an entry.
    ("V274", exclusion(), exclusion(hours="office"), "neutral"),
    ("V275", exclusion(notice="1 weeks"), exclusion(notice="10 days"), "tightened"),
    ("V275", exclusion(), exclusion(notice="10 days"), "tightened"),
    ("V275", exclusion(notice="5 working days"), exclusion(notice="7 days"), "neutral"),
    ("V276", exclusion(), exclusion(**MONTHLY), "tightened"),
    ("V276", exclusion(**MONTHLY), exclusion(at_most="4h", per="quarter"), "tightened"),
    ("V276", exclusion(**MONTHLY), exclusion(at_most="12h", per="quarter"), "neutral"),
    ("V276", exclusion(**MONTHLY), exclusion(at_most="3h", per="quarter"), "tightened"),
    ("V276", exclusion(**MONTHLY), exclusion(at_most="1h", per="week"), "neutral"),
    ("V277", exclusion(), exclusion(claim_within="10 days"), "tightened"),
    ("V278", exclusion(), exclusion(evidence="required"), "tightened"),
    ("V279", exclusion(on_tickets="pause"), exclusion(on_tickets="leave_out"), "neutral"),
]


@pytest.mark.parametrize(("rule", "before", "after", "direction"), CASES)
def test_the_direction_of_what_is_measured(
    rule: str, before: str, after: str, direction: str, tmp_path: Path
) -> None:
    """A rule says which way a change goes, and neither way where nobody can tell."""
    assert [direction] == [each.direction for each in of(rule, told(tmp_path, before, after))]


# A share of 99.9 % judged to so many decimals: how far below it a value may lie and still keep it.
ROUNDED = [
    ("exact", "{places: 1, mode: half_up}", "loosened"),  # from 99.85 % on
    ("exact", "{places: 1, mode: up}", "loosened"),  # beyond 99.8 %
    ("exact", "{places: 1, mode: down}", "neutral"),  # from 99.9 % on, as before
    ("{places: 1, mode: half_up}", "{places: 2, mode: half_up}", "tightened"),  # from 99.895 % on
    ("{places: 1, mode: half_up}", "{places: 1, mode: up}", "loosened"),
    ("{places: 1, mode: up}", "{places: 2, mode: half_up}", "tightened"),
    ("exact", "{places: 0, mode: half_up}", "neutral"),  # 99.9 % itself cannot be reached
]


@pytest.mark.parametrize(("before", "after", "direction"), ROUNDED)
def test_rounding_lets_off_what_lies_just_below(
    before: str, after: str, direction: str, tmp_path: Path
) -> None:
    """The further a value may miss its objective and keep it after rounding, the looser it is."""
    target = (
        "targets: [{id: availability, service: network, metric: network-availability,\n"
        "           objective: {availability: 99.9%}}]\n"
    )
    texts = [target + answers(f"round_measured: {each}") for each in (before, after)]

    assert [direction] == [each.direction for each in of("V253", told(tmp_path, *texts))]


MEANINGS = [
    (duration(), duration(stop="[closed]")),
    (duration(), duration(pause="[]")),
    (duration(), duration(start="accepted")),
    (duration(), duration(records="request")),
    (duration(), duration(where="{customer: [acme]}")),
    (duration(), duration(group="second-line", visits="sum")),
    (answers("window: month"), answers("window: {rolling: 30 days, every: month}")),
    (answers("window: month"), answers("window: month, smooth_with: previous_window")),
]


@pytest.mark.parametrize(("before", "after"), MEANINGS)
def test_what_is_measured_is_another_thing(before: str, after: str, tmp_path: Path) -> None:
    """Figures of before and after do not compare, and the change says so."""
    found = told(tmp_path, before, after)

    assert found
    assert any(each.meaning and each.material for each in found)


ALIKE = [
    (duration(stop="[resolved, closed]"), duration(stop="[closed, resolved]")),
    (duration(where="{customer: [a, b]}"), duration(where="{customer: [b, a]}")),
    (duration(), duration(exclusions="[]")),
    (availability(), availability(minimum_outage="0s")),
    (availability(), availability(minimum_outage="0min", counted="window")),
    (availability(), availability(down="")),
    (availability(unmonitored="down"), availability(unmonitored="down", weigh_by="")),
    (answers("window: month"), answers("window: month, late_report: none")),
    (answers("leave_out: [cancelled, duplicate]"), answers("leave_out: [duplicate, cancelled]")),
    (
        answers("reopened: {clock: ignored}"),
        answers("reopened: {clock: ignored, within: 5 days}"),
    ),
    (exclusion(), exclusion(evidence="none")),
    (exclusion(notice="14 days"), exclusion(notice="2 weeks")),
    (exclusion(**MONTHLY), exclusion(at_most="240min", per="month")),
]


@pytest.mark.parametrize(("before", "after"), ALIKE)
def test_a_default_written_out_is_no_change(before: str, after: str, tmp_path: Path) -> None:
    """The same meaning in other words, or a default that is written out, is nothing to tell."""
    assert [] == told(tmp_path, before, after)


def test_a_question_is_told_of_the_targets_that_ask_it(tmp_path: Path) -> None:
    """An availability has no limit that could be reached: only the clock is concerned."""
    [change] = told(tmp_path, answers("limit_reached: met"), answers("limit_reached: missed"))

    assert ("V243", ("resolution",), True) == (change.rule, change.targets, change.material)


def test_an_answer_that_nobody_asks_for_is_a_note(tmp_path: Path) -> None:
    """Without a target that judges by priority it decides nothing which priority counts."""
    target = "targets: [{id: resolution, service: network, metric: resolution-time,\n"
    target += "           objective: {share: 90%, within: 5h, hours: 24x7}}]\n"
    texts = [target + answers(f"priority: {each}") for each in ("final", "at_open")]
    [change] = told(tmp_path, *texts)

    assert ("V244", False, "info") == (change.rule, change.material, change.severity)


def test_an_answer_that_a_target_gives_itself_hides_the_common_one(tmp_path: Path) -> None:
    """The nearest answer wins: a target that answers itself is not touched by the common one."""
    target = "targets: [{id: resolution, service: network, metric: resolution-time, %s\n"
    target += "           objectives: {P1: {share: 90%%, within: 5h, hours: 24x7}}}]\n"
    texts = [
        target % "limit_reached: met," + answers(f"limit_reached: {each}")
        for each in ("met", "missed")
    ]
    [change] = told(tmp_path, *texts)

    assert False is change.material


def test_an_answer_that_moves_to_the_metric_is_no_change(tmp_path: Path) -> None:
    """What holds for the target is the same, wherever it is said."""
    target = "targets: [{id: resolution, service: network, metric: resolution-time,\n"
    target += "           objective: {share: 90%, within: 5h, hours: 24x7}}]\n"
    before = target + duration() + answers("limit_reached: missed, window: month")
    after = target + duration(limit_reached="missed") + answers("window: month")
    found = told(tmp_path, before, after)

    assert [] == [each for each in found if each.material]


def test_a_metric_of_another_kind_measures_something_else(tmp_path: Path) -> None:
    """A clock instead of a share is another meaning of the same metric."""
    before = duration()
    after = "metrics: [{id: resolution-time, kind: throughput, source: itsm-export,\n"
    after += "           event: resolved}]\n"
    [change] = of("V202", told(tmp_path, before, after))

    assert (True, "duration", "throughput") == (change.meaning, change.before, change.after)


def test_hours_of_a_metric_that_its_objectives_overrule_are_no_change(tmp_path: Path) -> None:
    """Each objective names its own hours, so that those of the metric are never read."""
    assert [] == told(tmp_path, duration(hours="office"), duration(hours="24x7"))


def test_an_exclusion_less_is_tightened(tmp_path: Path) -> None:
    """What is not excused any more counts; a note where only its name changed."""
    both = exclusion().rstrip("]\n") + ", {id: storms, cause: force_majeure}]\n"
    [gone] = told(tmp_path / "gone", both, exclusion())
    [renamed] = told(tmp_path / "new", both, both.replace("id: storms", "id: weather"))

    assert ("V271", "removed", "tightened") == (gone.rule, gone.sort, gone.direction)
    assert ("V271", "renamed", False) == (renamed.rule, renamed.sort, renamed.material)


def compared(before: set[int], after: set[int]) -> str:
    """The direction of a rule by everything that keeps it: more is looser."""
    if before < after:
        return "loosened"
    return "tightened" if after < before else "neutral"


def only(rule: str, *texts: str) -> list[Change]:
    """What one rule says, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return of(rule, told(Path(folder), *texts))


FEW = st.none() | st.tuples(st.integers(1, 25), st.integers(0, 4))


def few(rule: Any) -> str:
    """A rule for few records as the contract writes it."""
    return "none" if rule is None else "{up_to: %d, allow_misses: %d}" % rule


@given(FEW, FEW, st.sampled_from([50, 80, 90, 95]))
@settings(max_examples=40, deadline=None)
def test_few_events_are_compared_count_by_count(base: Any, head: Any, share: int) -> None:
    """The direction is that of the numbers of misses that each count of records allows."""

    def kept(rule: Any) -> set[int]:
        """Every count with a number of misses that is still met, as one number."""
        return {
            100 * count + missed
            for count in range(1, 30)
            for missed in range(count + 1)
            if (
                missed <= rule[1]
                if rule is not None and count <= rule[0]
                else (count - missed) * 100 >= share * count
            )
        }

    target = "targets: [{id: resolution, service: network, metric: resolution-time,\n"
    target += f"           objective: {{share: {share}%, within: 5h, hours: 24x7}}}}]\n"
    texts = [target + answers(f"few_events: {few(rule)}") for rule in (base, head)]
    found = [each.direction for each in only("V252", *texts)]

    assert found == ([] if base == head else [compared(kept(base), kept(head))])


RULES = st.none() | st.tuples(
    st.integers(1, 2), st.sampled_from(["half_up", "half_even", "down", "up"])
)


@given(RULES, RULES, st.sampled_from(["99.9%", "99.8%"]))
@settings(max_examples=40, deadline=None)
def test_rounding_is_compared_value_by_value(base: Any, head: Any, least: str) -> None:
    """The direction is that of the values that keep the objective, thousandth by thousandth."""

    def kept(rule: Any) -> set[int]:
        limit = Fraction(least.rstrip("%"))
        return {
            value
            for value in range(99_500, 100_001)
            if (rounded(Fraction(value, 1000), *rule) if rule else Fraction(value, 1000)) >= limit
        }

    target = "targets: [{id: availability, service: network, metric: network-availability,\n"
    target += f"           objective: {{availability: {least}}}}}]\n"
    said = ["exact" if r is None else "{places: %d, mode: %s}" % r for r in (base, head)]
    texts = [target + answers(f"round_measured: {each}") for each in said]
    found = [each.direction for each in only("V253", *texts)]

    assert found == ([] if base == head else [compared(kept(base), kept(head))])


SLOTS = st.none() | st.tuples(
    st.sampled_from([60, 120, 180, 300, 360, 600]), st.sampled_from(["wholly", "any"])
)
OUTAGES = st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 900)), min_size=1, max_size=4)


def down(rule: Any, outages: list[tuple[int, int]]) -> int:
    """Seconds that count as down, with slots on the clock: second by second, slot by slot."""
    seconds = {each for begin, length in outages for each in range(begin, begin + length)}
    if rule is None:
        return len(seconds)
    size, down_if = rule
    slots = [
        len(seconds.intersection(range(begin, begin + size))) for begin in range(0, 4800, size)
    ]
    return size * sum(each == size if down_if == "wholly" else each > 0 for each in slots)


@given(SLOTS, SLOTS, OUTAGES)
@settings(max_examples=40, deadline=None)
def test_slots_that_are_tighter_never_count_less(
    base: Any, head: Any, outages: list[tuple[int, int]]
) -> None:
    """Whatever the outages, tightened counts as much down time as before or more."""
    said = [
        "exact" if each is None else "{of: %ds, aligned: clock, down_if: %s}" % each
        for each in (base, head)
    ]
    before, after = down(base, outages), down(head, outages)
    for each in only("V224", *(availability(quantum=text) for text in said)):
        assert {"tightened": before <= after, "loosened": after <= before, "neutral": True}[
            each.direction
        ]
