"""Availability against plain Python that looks at every second."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.language.model.calendar import Calendar
from slaspec.language.model.metric import Quantum
from slaspec.language.quantities import Duration, Hours, Zone
from slaspec.measure.availability import Counting, up_time, watched
from slaspec.measure.excused_time import StandingExclusion
from slaspec.measure.results import Scope, WindowSpan
from slaspec.service_time.intervals import normalise
from tests.oracle.availability import Oracle

# The clocks of Oslo go from 02:00 to 03:00 at this second, and from 03:00 to 02:00 at the other;
# a week and a month begin in Oslo at the third.
SPRING, AUTUMN, JUNE = 1_774_746_000, 1_792_890_000, 1_780_264_800
LENGTH, MARGIN = 5_000, 4_000  # no slot reaches from an outage out of the horizon
ZONE = "Europe/Oslo"
WEIGHTS = [Fraction(0), Fraction(3, 10), Fraction(1, 3), Fraction(1)]


def spans(least=0, most=4):
    """Spans by their begin and length, counted from the middle of the horizon."""
    pair = st.tuples(st.integers(-1500, 1400), st.integers(0, 400) | st.integers(0, 3000))
    return st.lists(pair, min_size=least, max_size=most)


def hours():
    """`24x7`, or the same minutes of every day around the middle of the horizon."""
    minutes = st.tuples(st.integers(-20, 20), st.integers(1, 30))
    return st.just("24x7") | minutes


QUANTA = (
    st.none()
    | st.tuples(
        st.sampled_from([1, 50, 60, 150, 600, 3600]),
        st.just("clock"),
        st.sampled_from(["wholly", "any"]),
    )
    | st.tuples(
        st.sampled_from([1, 7, 45, 600]), st.just("outage"), st.sampled_from(["wholly", "any"])
    )
)
EXCLUSIONS = st.lists(
    st.tuples(
        hours(),
        st.none() | st.integers(0, 900),
        st.sampled_from(["week", "month"]),
        st.booleans(),
    ),
    max_size=3,
)


def calendar(zone, opens, closes):
    """A calendar that is open the same minutes every day."""
    text = f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}"
    return Calendar(
        apiVersion="slaspec/v1",
        kind="Calendar",
        id="hours",
        title="Hours",
        timezone=Zone(zone),
        open={"mon-sun": (Hours(text),)},
    )


def minutes_around(middle, said):
    """Hours as the oracle and as the product take them."""
    if said == "24x7":
        return said, said
    middle_of_day = (middle // 60) % 1440  # in UTC, whose clock never changes
    opens = max(0, min(1438, middle_of_day + said[0]))
    closes = min(1439, opens + said[1])
    return ("UTC", opens, closes), calendar("UTC", opens, closes)


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_every_second_is_counted_as_plain_python_counts_it(data):
    """Down, counted and excluded seconds are those of a count second by second."""
    middle = data.draw(st.sampled_from([SPRING, AUTUMN, JUNE]))
    draw = data.draw
    outages = [
        (middle + begin, middle + begin + length, weight)
        for (begin, length), weight in (
            (span, draw(st.sampled_from(WEIGHTS))) for span in draw(spans(most=6))
        )
    ]
    monitored = draw(st.none() | spans(least=1))
    if monitored is not None:
        monitored = [(middle + begin, middle + begin + length) for begin, length in monitored]
    quantum = draw(QUANTA)
    term = sorted(middle + each for each in draw(st.tuples(*[st.integers(-1700, 1700)] * 2)))
    as_of = middle + 2200
    listed = sorted(draw(EXCLUSIONS), key=lambda each: not each[3])
    excluded = [(f"x{i}", *each) for i, each in enumerate(listed)]
    both = [minutes_around(middle, each[1]) for each in excluded]
    metric = {
        "unmonitored": draw(st.sampled_from(["down", "up", "excluded"])),
        "minimum": draw(st.sampled_from([0, 1, 200, 600])),
        "quantum": quantum,
        "fixed": draw(st.sampled_from([None, 1000])),
        "exclusions": [
            (id, ours, at_most, per, shrinks)
            for (id, _, at_most, per, shrinks), (ours, _) in zip(excluded, both, strict=True)
        ],
    }
    own_hours, product_hours = minutes_around(middle, draw(hours()))
    span = sorted(middle + each for each in draw(st.tuples(*[st.integers(-1800, 1800)] * 2)))
    whole_counts = draw(st.booleans())

    oracle = Oracle(
        middle - LENGTH - MARGIN,
        middle + LENGTH + MARGIN,
        outages,
        monitored,
        metric,
        zone=ZONE,
        term=term,
        as_of=as_of,
    )
    expected = oracle.up_time(own_hours, span, whole_counts=whole_counts)

    counting = Counting(
        unmonitored=metric["unmonitored"],
        minimum_outage=metric["minimum"],
        quantum=quantum
        and Quantum(of=Duration(f"{quantum[0]}s"), aligned=quantum[1], down_if=quantum[2]),
        fixed=metric["fixed"],
        exclusions=tuple(
            StandingExclusion(id=id, hours=theirs, at_most=at_most, per=per, shrinks=shrinks)
            for (id, _, at_most, per, shrinks), (_, theirs) in zip(excluded, both, strict=True)
        ),
    )
    by_weight = {
        weight: np.array(
            [(a, min(b, as_of)) for a, b, w in outages if w == weight], dtype=np.int64
        ).reshape(-1, 2)
        for weight in {w for _, _, w in outages}
    }
    scope = Scope(as_of, Zone(ZONE), tuple(term))
    known = watched(by_weight, None if monitored is None else normalise(monitored), counting, scope)
    found = up_time(
        known,
        counting,
        product_hours,
        WindowSpan(span[0], span[1], "w", "", ""),
        scope,
        whole_counts=whole_counts,
    )

    assert expected == (found.down, found.counted, found.excluded, found.nobody_watched)
