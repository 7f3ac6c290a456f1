"""Kinds `score` and `throughput`: what people answer, and what gets done."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from tests.measure import build
from tests.measure.rows import contract, measured, only

SURVEY = {"field": "score", "lowest": 1, "highest": 5}
KEYS = ("at", "score")


def satisfaction(objective=None, metric=None, **more):
    """The mean of answers from 1 to 5."""
    return contract(
        "score", objective or {"at_least": "4"}, metric={**SURVEY, **(metric or {})}, **more
    )


def answers(*scores):
    """One survey for each text; an empty one was not answered."""
    return [{"at": "2026-04-02 12:00:00", "score": score} for score in scores]


@pytest.mark.parametrize(
    ("scores", "verdict", "value"),
    [
        (("4",), "met", 4),
        (("5", "3"), "met", 4),
        (("5", "4", "2"), "missed", Fraction(11, 3)),
        (("4", "", ""), "met", 4),
    ],
)
def test_the_mean_of_the_scores_that_were_given(scores, verdict, value):
    """Who did not answer has no score, and does not count as the lowest one."""
    found = measured(satisfaction(), "check", answers(*scores), keys=KEYS)
    given = sum(bool(score) for score in scores)

    assert (verdict, value, 0, given) == only(found)


@pytest.mark.parametrize(
    ("least", "verdict"), [("40%", "met"), ("40.000001%", "not_measured"), (None, "met")]
)
def test_too_few_of_those_asked_have_answered(least, verdict):
    """Two of five answered: 40 % is enough where 40 % is asked for, and not a little above."""
    plain = satisfaction(metric={"minimum_response": least} if least else {})
    [cell] = measured(plain, "check", answers("5", "4", "", "", ""), keys=KEYS).measured

    assert verdict == cell.verdict
    if verdict == "not_measured":
        assert (None, "2 of 5 answered, fewer than 40.000001%") == (cell.value, cell.reason)


def test_no_events_answers_for_a_silent_month():
    """Nobody was asked, or nobody answered: `no_events` decides."""
    kind = {"no_events": "met"}

    assert "not_measured" == only(measured(satisfaction(), "check", [], keys=KEYS))[0]
    silent = measured(satisfaction(answers=kind), "check", answers("", ""), keys=KEYS)
    assert ("met", "no answers") == (silent.measured[0].verdict, silent.measured[0].reason)


def test_scores_that_nobody_could_give():
    """6 of 5 and words are faults of the data: shown, and not asked either."""
    plain = satisfaction(metric={"minimum_response": "100%"})
    [cell] = measured(plain, "check", answers("5", "6", "0", "good"), keys=KEYS).measured

    assert ("met", 5) == (cell.verdict, cell.value)
    assert {"a score outside 1 to 5": 2, "a score that is no number": 1} == cell.excluded


def test_scores_on_tickets():
    """A ticket is asked about in the window of its end; one that is open may still be."""
    made = [
        build.ticket("A", fields={"score": "5"}, events=[("2026-04-01 09:00", "resolved")]),
        build.ticket("B", fields={"score": ""}, events=[("2026-04-01 09:00", "resolved")]),
        build.ticket("C", fields={"score": ""}, events=[("2026-04-01 09:00", "active")]),
    ]
    [cell] = build.measured(satisfaction(), made).measured

    assert ("met", 5, 1, 1) == (cell.verdict, cell.value, cell.counted, cell.open)


def test_the_mean_is_rounded_as_agreed():
    """11/3 = 3.666… is 4 without decimals, half up."""
    rule = {"round_measured": {"places": 0, "mode": "half_up"}}
    found = measured(satisfaction(answers=rule), "check", answers("5", "4", "2"), keys=KEYS)

    assert "met" == only(found)[0]


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        (contract("score", {"at_least": "4"}), "does not say 'field'"),
        (satisfaction(metric={"lowest": 6}), "is above the highest"),
        (satisfaction({"at_least": "4 points"}), "is not in the unit"),
        (satisfaction(answers={"round_measured": None}), "'round_measured' is not said"),
    ],
)
def test_what_a_score_refuses(plain, said):
    """Each refusal has a place and names the term."""
    with pytest.raises(LocatedError, match=said) as caught:
        build.planned(plain)

    assert caught.value.at.startswith("acme.yaml:")


def done(objective=None, metric=None, **more):
    """How many requests are closed in a month."""
    return contract(
        "throughput",
        objective or {"at_least": "2 cases"},
        metric={"event": "closed", **(metric or {})},
        **more,
    )


START = "2026-04-01 08:00"


def closed(id, *times, reopened="2026-04-20 08:00"):
    """A ticket that was closed at one or more times."""
    events = [(START, "new")]
    for time in times:
        events += [(time, "closed"), (reopened, "active")]
    return build.ticket(id, events=events[:-1] if times else events)


def test_what_is_closed_in_the_month():
    """Two closed in April, one in May, one not at all."""
    made = [
        closed("A", "2026-04-02 08:00"),
        closed("B", "2026-04-30 23:59:59"),
        closed("C", "2026-05-01 00:00"),
        closed("D"),
    ]
    found = build.measured(done(), made, period="2026-04..2026-05")

    assert [("met", 2), ("missed", 1)] == [(m.verdict, m.value) for m in found.measured]
    assert {"never closed": 1} == found.measured[0].excluded
    assert "cases" == found.measured[0].unit


def test_nothing_done_is_a_figure():
    """No closed ticket is 0, and below two: a count of nothing is no missing value."""
    [cell] = build.measured(done(), []).measured

    assert ("missed", 0) == (cell.verdict, cell.value)
    assert "met" == build.measured(done({"at_most": "0"}), []).measured[0].verdict


@pytest.mark.parametrize(
    ("clock", "counts"), [("continues", [0, 1]), ("ignored", [1, 0]), ("new_cycle", [1, 1])]
)
def test_a_ticket_that_was_closed_twice(clock, counts):
    """Closed on 10 April, back on the 20th, closed again in May: as `reopened` says."""
    made = [closed("A", "2026-04-10 08:00", "2026-05-05 08:00")]
    plain = done(answers={"reopened": {"clock": clock, "gap": "counts"}})
    found = build.measured(plain, made, period="2026-04..2026-05")

    assert counts == [m.value for m in found.measured]


def test_other_events_need_their_column():
    """`accepted` is no state of a ticket: the source says when it happened."""
    plain = done({"at_least": "1"}, {"event": "accepted"})
    made = [build.ticket(accepted="2026-04-03 08:00", events=[(START, "new")])]

    assert "met" == build.measured(plain, made).measured[0].verdict
    with pytest.raises(LocatedError, match="does not say when a record was 'accepted'"):
        build.measured(plain, [build.ticket(events=[(START, "new")])])


def test_only_some_records_are_counted():
    """`where` chooses by a field; the others are named."""
    plain = done({"at_least": "1"}, {"where": {"team": ["packing"]}})
    made = [
        build.ticket(id, fields={"team": team}, events=[(START, "closed")])
        for id, team in (("A", "packing"), ("B", "office"))
    ]
    [cell] = build.measured(plain, made).measured

    assert (1, {"not among the records measured": 1}) == (cell.value, cell.excluded)


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        (contract("throughput", {"at_least": "2"}), "does not say 'event'"),
        (done(answers={"leave_out": None}), "'leave_out' is not said"),
        (done(answers={"reopened": None}), "'reopened' is not said"),
        (
            done(metric={"minimum_sample": 3}, answers={"no_events": None}),
            "'no_events' is not said",
        ),
    ],
)
def test_what_a_throughput_refuses(plain, said):
    """Each refusal has a place and names the term."""
    with pytest.raises(LocatedError, match=said) as caught:
        build.planned(plain)

    assert caught.value.at.startswith("acme.yaml:")


@pytest.mark.parametrize(
    ("answers", "layout", "said"),
    [
        ({"priority": "worst"}, "events", "how high 'P1' ranks"),
        ({"priority": "at_open"}, "snapshot", "cannot answer 'priority: at_open'"),
        ({"reopened": {"clock": "new_cycle"}}, "snapshot", "cannot answer 'reopened: new_cycle'"),
    ],
)
def test_what_a_source_cannot_say_of_counted_tickets(answers, layout, said):
    """Ranks of priorities, earlier priorities and reopenings are asked for as for a clock."""
    plain = done(answers=answers)
    del plain["targets"][0]["objective"], plain["priorities"]
    plain["targets"][0]["objectives"] = {"P1": {"at_least": "2 cases"}}
    with pytest.raises(LocatedError, match=said):
        build.planned(plain, layout=layout)
