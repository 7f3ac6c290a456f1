"""At which figures a change makes another verdict: every one of them, and no other."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.remedies.cut import Cut
from slaspec.review.pair import Pair
from slaspec.review.references import affected
from slaspec.review.regions import regions
from slaspec.review.regions.edges import reached
from slaspec.review.review import Side
from slaspec.rounding import rounded
from tests.backing.build import V1, agreement, book, calendar, target, time_leaf, time_sla, up_leaf

TODAY = date(2026, 3, 1)
HOUR = 3600


def found(base, head):
    """The regions of two lists of documents."""
    pair = Pair(book(*base), book(*head), Side("base"), Side("head"))
    return regions(pair, TODAY, affected(pair))


def told(base, head):
    """Unit, ends with whether they belong to it, and both words, of each region."""
    return [_told(each) for each in found([base], [head])]


def _told(region):
    assert region.exact, region.why
    low, high = (None if end is None else str(end) for end in (region.low, region.high))
    ends = (
        f"{'[' if region.low_included else '('}{low}, {high}{']' if region.high_included else ')'}"
    )
    return (region.unit, ends, region.before, region.after)


def test_a_tightened_availability_misses_what_lies_between():
    """99.9 % met it before, 99.95 % meets it after."""
    assert [("%", "[999/10, 1999/20)", "met", "missed")] == told(
        up_leaf(level="99.9%"), up_leaf(level="99.95%")
    )


def test_a_loosened_one_meets_it():
    """The same figures, the other way round."""
    assert [("%", "[999/10, 1999/20)", "missed", "met")] == told(
        up_leaf(level="99.95%"), up_leaf(level="99.9%")
    )


def test_rounding_moves_the_edge():
    """To two places half up 99.895 % is 99.90 %, and 99.945 % is 99.95 %."""
    answers = {"round_measured": {"places": 2, "mode": "half_up"}}

    assert [("%", "[19979/200, 19989/200)", "met", "missed")] == told(
        up_leaf(level="99.9%", answers=answers), up_leaf(level="99.95%", answers=answers)
    )


def test_another_rounding_is_a_region_of_its_own():
    """99.9 % exact, then to one place: from 99.85 % on."""
    rounds = {"round_measured": {"places": 1, "mode": "half_up"}}

    assert [("%", "[1997/20, 999/10)", "missed", "met")] == told(
        up_leaf(level="99.9%"), up_leaf(level="99.9%", answers=rounds)
    )


def test_a_shorter_limit_is_about_the_time_of_one_record():
    """Of 5h and 4h: what takes longer than 4h, up to 5h, is late now."""
    assert [("s", f"({4 * HOUR}, {5 * HOUR}]", "in time", "late")] == told(
        time_leaf(within="5h"), time_leaf(within="4h")
    )


def test_who_reaches_the_limit_decides_about_the_ends():
    """Where reaching the limit is missing it, 4h is late and 5h was it already."""
    late = {"limit_reached": "missed"}

    assert [("s", f"[{4 * HOUR}, {5 * HOUR})", "in time", "late")] == told(
        time_leaf(within="5h", answers=late), time_leaf(within="4h", answers=late)
    )
    assert [("s", f"[{4 * HOUR}, {4 * HOUR}]", "in time", "late")] == told(
        time_leaf(within="4h"), time_leaf(within="4h", answers=late)
    )


def test_share_and_limit_are_two_regions():
    """90 % within 5h, then 95 % within 4h."""
    assert [
        ("%", "[90, 95)", "met", "missed"),
        ("s", f"({4 * HOUR}, {5 * HOUR}]", "in time", "late"),
    ] == told(time_leaf(within="5h", share="90%"), time_leaf(within="4h", share="95%"))


def test_working_days_are_counted_as_such():
    """Three working days, then two."""
    one, two = (time_leaf(within={"working_days": days, "due": "end_of_day"}) for days in (3, 2))

    assert [("working days, due end of day", "(2, 3]", "in time", "late")] == told(one, two)


def handled(**objective):
    """An OLA of so many records a month."""
    metric = {"id": "handled", "kind": "throughput", "records": "incident", "event": "resolved"}
    return agreement("OLA", "desk", [target("handled", "handled", objective=objective)], [metric])


def test_figures_at_least_and_at_most():
    """100 records at least, then 120; 100 at most, then 80."""
    assert [("records", "[100, 120)", "met", "missed")] == told(
        handled(at_least="100 records"), handled(at_least="120 records")
    )
    assert [("records", "(80, 100]", "met", "missed")] == told(
        handled(at_most="100 records"), handled(at_most="80 records")
    )


def test_the_opposite_promise_differs_all_but_everywhere():
    """At least 100, then at most 100: only 100 itself meets both."""
    assert [
        ("records", "(None, 100)", "missed", "met"),
        ("records", "(100, None)", "met", "missed"),
    ] == told(handled(at_least="100 records"), handled(at_most="100 records"))


def test_other_hours_are_no_region_of_figures():
    """From 24x7 to office hours the same record has another time: no stretch tells that."""
    [region] = found([time_leaf(), calendar()], [time_leaf(hours="office"), calendar()])

    assert not region.exact
    assert (None, None) == (region.low, region.high)
    assert "hours changed: a figure before and one after are not of the same thing" == region.why


def test_another_holiday_is_a_change_of_the_hours():
    """The calendar has the same id, and other dates."""
    base = [time_leaf(hours="office"), calendar()]
    head = [time_leaf(hours="office"), calendar(closed=[{"date": "2026-04-02"}])]

    assert ["hours changed: a figure before and one after are not of the same thing"] == [
        region.why for region in found(base, head)
    ]


@pytest.mark.parametrize(
    "words",
    [
        {"title": "Our office"},
        {"valid": {"from": "2026-01-01", "through": "2030-12-31"}},
        {"open": {"mon-thu": ["08:00-17:00"], "fri": ["08:00-12:00", "12:00-17:00"]}},
    ],
)
def test_words_of_a_calendar_move_no_figure(words):
    """Another title, dates known for longer, or the same hours written otherwise."""
    base = [time_leaf(hours="office"), calendar()]

    assert () == found(base, [base[0], {**calendar(), **words}])


def test_an_exclusion_counts_where_the_metric_names_it():
    """More time for maintenance: of the one metric that leaves it out, not of the other."""

    def excused(at_most):
        leaf = up_leaf(exclusions=[maintenance(at_most)])
        leaf["metrics"] = [
            {**leaf["metrics"][0], "exclusions": ["planned"]},
            {**leaf["metrics"][0], "id": "other"},
        ]
        leaf["targets"].append({**leaf["targets"][0], "id": "raw", "metric": "other"})
        return leaf

    [region] = found([excused("4h")], [excused("8h")])

    assert ("up", False) == (region.target, region.exact)
    assert region.why.startswith("exclusions changed")


def test_the_hours_of_an_exclusion_are_those_of_its_calendar():
    """The exclusion says what it said, and its nights are shorter."""
    leaf = up_leaf(exclusions=[maintenance("4h", "office")])
    leaf["metrics"][0]["exclusions"] = ["planned"]
    shorter = calendar(open={"mon-fri": ["08:00-12:00"]})

    [region] = found([leaf, calendar()], [leaf, shorter])

    assert region.why.startswith("hours of exclusions changed")


def test_a_target_of_another_name_is_the_same_target():
    """Renamed and tightened: the figures between are told, under the name that it has now."""
    one, two = time_leaf(within="5h"), time_leaf(within="4h")
    two["targets"][0]["id"] = "mend"

    [region] = found([one], [two])

    assert ("mend", "in time", "late") == (region.target, region.before, region.after)


def maintenance(at_most, hours="24x7"):
    """Planned work of so much a month."""
    return {
        "id": "planned",
        "cause": "maintenance",
        "hours": hours,
        "at_most": at_most,
        "per": "month",
        "on_availability": "denominator",
    }


def test_the_other_way_round_the_same_figures_differ():
    """Base for head: the same stretches with their words changed over."""
    one, two = time_leaf(within="5h", share="90%"), time_leaf(within="4h", share="95%")

    forth, back = found([one], [two]), found([two], [one])

    assert [(r.unit, r.low, r.high, r.before, r.after) for r in forth] == [
        (r.unit, r.low, r.high, r.after, r.before) for r in back
    ]


def test_what_the_figures_tell_is_not_exact_where_their_meaning_changed():
    """A longer limit, and a pause: both are said."""
    paused = time_leaf(within="5h")
    paused["metrics"][0]["pause"] = ["waiting_customer"]

    [region] = found([time_leaf(within="4h")], [paused])

    assert (4 * HOUR, 5 * HOUR, False) == (region.low, region.high, region.exact)
    assert region.why.startswith("pause changed")


def test_verdicts_beside_the_figures_are_named():
    """What few records do is decided by counts."""
    few = {"few_events": {"up_to": 5, "allow_misses": 1}}

    [region] = found([time_leaf()], [time_leaf(answers=few)])

    assert "by few events some windows are decided otherwise, whatever the figure" == region.why


@pytest.mark.parametrize(
    ("leaf", "answers"),
    [
        (time_leaf, {"no_data": "not_measured"}),
        (time_leaf, {"reclassified": "from_change"}),
        (time_leaf, {"leave_out": ["duplicate", "cancelled"]}),
        (up_leaf, {"few_events": {"up_to": 9, "allow_misses": 1}}),
        (up_leaf, {"limit_reached": "missed"}),
    ],
)
def test_what_nobody_asks_of_a_promise_moves_nothing(leaf, answers):
    """Tickets are always there, one limit for all knows no priority, up time counts no records."""
    assert () == found([leaf()], [leaf(answers=answers)])


def test_what_is_promised_in_another_form_is_said():
    """A share of records within a limit, then the limit of a percentile."""
    head = time_leaf()
    head["targets"][0]["objective"] = {"percentile": "90%", "within": "4h", "hours": "24x7"}

    [region] = found([time_leaf()], [head])

    assert not region.exact
    assert "percentile changed" in region.why


def test_an_amendment_to_come_is_told_with_its_day():
    """4h until June; from July on 5h; and a draft of 6h."""

    def later(id, begins, becomes, version, *signed):
        return {
            "apiVersion": V1,
            "kind": "Amendment",
            "id": id,
            "title": id,
            "amends": {"agreement": "desk-ola", "version": "1"},
            "version": version,
            "effective": {"from": begins},
            "signatures": [{"party": each, "by": each, "date": "2026-02-01"} for each in signed],
            "changes": [
                {"at": "targets/restore/objective/within", "was": "4h", "becomes": becomes}
            ],
        }

    signed = later("signed", "2026-07-01", "5h", "2", "desk-ola-team", "us")
    draft = later("draft", "2026-06-01", "6h", "3", "us")

    told = found([time_leaf()], [time_leaf(), signed, draft])

    assert [(date(2026, 7, 1), False, 5 * HOUR), (date(2026, 6, 1), True, 6 * HOUR)] == [
        (each.effective, each.draft, each.high) for each in told
    ]


def test_nothing_differs_where_nothing_changed():
    """Other words, and what stands behind it, move no verdict."""
    base, head = time_sla(["desk-ola#restore"]), time_sla(["desk-ola#restore"])
    head["title"] = head["version"] = "another"

    assert () == found([base, time_leaf()], [head, time_leaf(kind="UC")])


@pytest.mark.parametrize("mode", ["half_up", "half_even", "down", "up"])
@given(
    steps=st.integers(-6, 6),
    offset=st.sampled_from([Fraction(n, 8) for n in range(-16, 17)]),
)
def test_the_cut_of_a_rounding_is_where_the_rounding_turns(mode, steps, offset):
    """A value lies behind the cut of so many hundredths where it is rounded to them or more."""
    unit = Fraction(1, 100)
    value = (steps + offset) * unit

    cut = reached(steps, unit, mode)

    assert (rounded(value, 2, mode) >= steps * unit) == (cut <= Cut(value, after=False))
