"""Availability: laws that hold for any outages and probes, in any parts and any order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.measure.measure import measure
from tests.measure.build import at
from tests.measure.up_time_build import (
    MAINTENANCE,
    agreement,
    outage,
    planned,
    probes,
    records,
    source,
)

CLASSES = {"down": "100%", "partial": "30%", "degraded": "0%"}
AS_OF = at("2026-06-01 00:00")
ORIGIN = source("class", covers={"from": "2026-01-01", "through": "2026-04-28"})
CONTRACT = agreement(
    metric={
        "down": CLASSES,
        "unmonitored": "excluded",
        "minimum_outage": "90s",
        "quantum": {"of": "1min", "aligned": "outage", "down_if": "any"},
        "exclusions": ["maintenance"],
    },
    exclusions=[{**MAINTENANCE, "at_most": "1h", "per": "month"}],
)
PLAN = planned(CONTRACT, ORIGIN, "2026-04..2026-05")
PROBED = planned(
    agreement(metric={"down": {"down": "100%", "slow": "50%"}, "unmonitored": "excluded"}),
    probes(),
    "2026-04",
)

# Seconds of a Sunday and the Monday after it, around the maintenance and around midnight.
SECONDS = st.integers(0, 172_799)
OUTAGES = st.lists(
    st.tuples(SECONDS, st.integers(0, 7200), st.sampled_from(sorted(CLASSES))), max_size=8
)
LOOKS = st.lists(st.tuples(SECONDS, st.sampled_from(["up", "down", "slow"])), max_size=12)


def moment(second):
    """A time from 12 April 2026 on."""
    day, rest = divmod(second, 86_400)
    return f"2026-04-{12 + day} {rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"


def rows_of(outages):
    """Rows of outages by begin, length and class."""
    return [outage(moment(b), moment(b + length), impact=kind) for b, length, kind in outages]


def looks_of(looks):
    """Rows of probes by second and class."""
    return [{"checked": moment(at_second), "status": status} for at_second, status in looks]


def found(plan, origin, *parts):
    """What is measured of the outages in these parts."""
    return measure(plan, {"noc": [records(origin, part) for part in parts if part]}, AS_OF)


def divided(rows, shards, order):
    """The rows in four parts, in some order, and so are the parts."""
    parts = [
        [row for row, shard in zip(rows, shards, strict=False) if shard == n] for n in range(4)
    ]
    for part in parts:
        order.shuffle(part)
    order.shuffle(parts)
    return parts


SHARDS = st.lists(st.integers(0, 3), min_size=12, max_size=12)


@settings(max_examples=60, deadline=None)
@given(OUTAGES, SHARDS, st.randoms())
def test_any_sharding_of_outages_gives_the_same_seconds(outages, shards, order):
    """Halves of one merged outage may lie in different parts."""
    rows = rows_of(outages)

    assert found(PLAN, ORIGIN, rows) == found(PLAN, ORIGIN, *divided(rows, shards, order))


@settings(max_examples=60, deadline=None)
@given(LOOKS, SHARDS, st.randoms())
def test_any_sharding_of_probes_gives_the_same_seconds(looks, shards, order):
    """A probe speaks until the next one, whatever part that stands in."""
    rows = looks_of(looks)

    assert found(PROBED, probes(), rows) == found(PROBED, probes(), *divided(rows, shards, order))


@settings(max_examples=60, deadline=None)
@given(OUTAGES, st.integers(0, 7200))
def test_an_outage_told_twice_or_in_two_pieces_is_one(outages, cut):
    """Rows that repeat, or divide, what is known already change nothing."""
    pieces = []
    for begin, length, kind in outages:
        first = min(cut, length)
        pieces += [(begin, first, kind), (begin + first, length - first, kind)]

    assert found(PLAN, ORIGIN, rows_of(outages)) == found(PLAN, ORIGIN, rows_of(pieces + outages))


@settings(max_examples=60, deadline=None)
@given(OUTAGES, OUTAGES)
def test_more_outages_are_never_less_down_time_of_a_fixed_length(some, more):
    """Where no exclusion shrinks what is counted, an outage more never makes the value better."""
    contract = agreement(metric={"down": CLASSES, "minimum_outage": "90s"})
    plan = planned(contract, source("class"))
    few = found(plan, source("class"), rows_of(some)).measured[0]
    many = found(plan, source("class"), rows_of(some + more)).measured[0]

    assert many.down >= few.down
    assert 0 <= many.value <= few.value <= 1
