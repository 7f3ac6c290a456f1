"""Relief of availabilities against a plain minute-by-minute reckoning."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.ledger_build import grant, only_up_time, up_time_contract, work
from tests.measure.up_time_build import outage
from tests.oracle import relief as oracle

DAYS = 19  # 2026-04-01 to the 19th: the weeks W15 and W16 are in it
HORIZON = DAYS * 24 * 60
MONDAY = {"2026-W15": 5 * 24 * 60, "2026-W16": 12 * 24 * 60}
SUNDAYS = (6, 2, 6)
NOTICES = ((1, "days"), (3, "days"), (2, "working days"), (36, "hours"))

# Around Sunday the 12th, where the two weeks meet: what happens often meets something else.
minutes = st.integers(10 * 24 * 2, 12 * 24 * 2 + 12).map(lambda half: 30 * half)
lengths = st.integers(2, 40).map(lambda half: 30 * half)


@st.composite
def spans(draw):
    """A begin and an end on the half hour."""
    begin = draw(minutes)
    return begin, min(begin + draw(lengths), HORIZON)


@st.composite
def outage_lists(draw):
    """Outages of the service and of its components, by their numbers."""
    found = draw(
        st.lists(
            st.tuples(st.sampled_from(["network", "wan", "lan"]), spans()), min_size=2, max_size=7
        )
    )
    return [(f"O{i}", part, *span) for i, (part, span) in enumerate(found)]


@st.composite
def entry_lists(draw):
    """Announced work of `maintenance`, and grants of `flood`."""
    found = []
    for span in draw(st.lists(spans(), min_size=2, max_size=5)):
        parts = draw(st.sampled_from([(), (), ("wan",), ("lan",), ("network",)]))
        if draw(st.sampled_from([True, True, False])):
            told = max(0, span[0] - draw(st.integers(0, 6 * 24)) * 60)
            found.append(("maintenance", told, *span, parts, None))
        else:
            numbers = draw(st.sampled_from([None, ("O0",), ("O0", "O2")]))
            alone = numbers is not None and draw(st.booleans())
            found.append(("flood", None, *((None, None) if alone else span), parts, numbers))
    return found


@st.composite
def exclusion_pairs(draw):
    """The two exclusions: id, whether it shrinks, hours, notice, and the most minutes a week."""
    for_work = (
        "maintenance",
        draw(st.booleans()),
        draw(st.sampled_from([None, SUNDAYS])),
        draw(st.sampled_from(NOTICES)),
        draw(st.sampled_from([None, None, 90, 240])),
    )
    for_floods = ("flood", draw(st.booleans()), None, None, draw(st.sampled_from([None, 120])))
    return draw(st.permutations([for_work, for_floods]))


def shown(minute):
    """A minute as it is written in the tests."""
    return f"{oracle.moment(minute):%Y-%m-%d %H:%M}"


def as_row(number, part, begin, end):
    return {**outage(shown(begin), shown(end), part=part), "number": number}


def as_exclusion(id, shrinks, hours, notice, most):
    said = {
        "hours": "sundays" if hours else None,
        "notice": f"{notice[0]} {notice[1]}" if notice else None,
        "at_most": f"{most}min" if most is not None else None,
        "per": "week" if most is not None else None,
    }
    return {
        "id": id,
        "cause": "maintenance" if id == "maintenance" else "force_majeure",
        "on_availability": "denominator" if shrinks else "numerator",
        **{key: value for key, value in said.items() if value is not None},
    }


def is_standing(exclusion):
    """Sunday hours with no notice need no entry; the reckoning has entries alone."""
    id, _, hours, notice, _ = exclusion
    return id == "maintenance" and hours is not None and notice is None


def as_entry(id, told, begin, end, parts, numbers):
    components = {"components": [p for p in parts if p != "network"], "services": []}
    components["services"] = [p for p in parts if p == "network"]
    more = {key: value for key, value in components.items() if value}
    if id == "maintenance":
        return work(shown(begin), shown(end), shown(told), **more)
    if numbers is not None:
        more["records"] = list(numbers)
    return grant(*(() if begin is None else (shown(begin), shown(end))), **more)


@settings(max_examples=120, deadline=None)
@given(outage_lists(), exclusion_pairs(), entry_lists(), st.sampled_from(sorted(MONDAY)))
def test_relief_is_that_of_the_plain_reckoning(outages, exclusions, entries, week):
    """Counted, down and excluded minutes of a week, whatever was announced and granted."""
    if any(map(is_standing, exclusions)):
        return
    contract = up_time_contract(
        *(as_exclusion(*each) for each in exclusions), answers={"window": "week"}
    )
    found = only_up_time(
        [as_row(*each) for each in outages],
        contract,
        *(as_entry(*each) for each in entries),
        period=week,
        columns=("component",),
    )
    first = MONDAY[week]
    counted, down, excluded = oracle.up_time(
        outages, exclusions, entries, first, first + 7 * 24 * 60, HORIZON
    )

    assert (60 * counted, 60 * down) == (found.counted, found.down)
    assert {id: 60 * each for id, each in sorted(excluded.items())} == dict(
        sorted(found.excluded.items())
    )
