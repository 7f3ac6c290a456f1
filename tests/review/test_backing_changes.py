"""Backing before and after: broken, mended, slack moved, and through which document."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.review.backing import backing_changes
from slaspec.review.backing import compare as comparing
from slaspec.review.pair import Pair
from slaspec.review.references import affected
from slaspec.review.review import Side
from tests.backing.build import (
    V1,
    book,
    calendar,
    time_leaf,
    time_sla,
    times,
    up_leaf,
    up_sla,
)

TODAY = date(2026, 3, 1)
TREE = ["desk-ola#restore", "net-ola#restore"]


def documents(limit="5h", net="4h", hours="24x7", **more):
    """An SLA of so much over 30 minutes of the desk and so much of the network team."""
    return [
        time_sla(TREE, limit),
        time_leaf("desk", "30min", metric=times(stop=["assigned"])),
        time_leaf("net", net, hours=hours, metric=times(start="assigned"), **more),
    ]


def amendment(
    id="later", begins="2026-07-01", within="5h", signed=("net-ola-team", "us"), was="4h"
):
    """From a day on the network team has another limit."""
    return {
        "apiVersion": V1,
        "kind": "Amendment",
        "id": id,
        "title": id,
        "amends": {"agreement": "net-ola", "version": "1"},
        "version": "2",
        "effective": {"from": begins},
        "signatures": [{"party": each, "by": each, "date": "2026-02-01"} for each in signed],
        "changes": [{"at": "targets/restore/objective/within", "was": was, "becomes": within}],
    }


def changes(base, head, as_of=TODAY):
    """What backs otherwise between two lists of documents."""
    pair = Pair(book(*base), book(*head), Side("base"), Side("head"))
    return backing_changes(pair, as_of, affected(pair))


def test_a_longer_limit_behind_it_breaks_a_promise_in_another_file():
    """30min + 4h keep 5h with 30min in hand; 30min + 5h are 30min too much."""
    [found] = changes(documents(), documents(net="5h"))

    assert ("sla", "resolve", "all") == (found.document, found.target, found.objective)
    assert ("backed", "not_backed", "broken") == (found.before, found.after, found.effect)
    assert ("s", Fraction(1800), Fraction(-1800)) == (
        found.unit,
        found.slack_before,
        found.slack_after,
    )
    assert ("net-ola",) == found.through
    assert ("worst case 5h 30min",) == found.why
    assert "net-ola#restore within at most 4h 30min" in found.repairs
    assert "<- binding" in {cell for row in found.timeline for cell in row}
    assert "sla.yaml" == found.span.file


def test_the_other_way_round_it_is_mended():
    """The reasons are those of before; the head needs no repair and no counterexample."""
    [found] = changes(documents(net="5h"), documents())

    assert ("not_backed", "backed", "mended") == (found.before, found.after, found.effect)
    assert ("worst case 5h 30min",) == found.why
    assert () == found.repairs == found.timeline


def test_slack_moves():
    """Backed both times, with 30min in hand, then with 15min."""
    [found] = changes(documents(), documents(net="4h 15min"))

    assert ("slack", Fraction(1800), Fraction(900)) == (
        found.effect,
        found.slack_before,
        found.slack_after,
    )
    assert ("worst case 4h 45min, allowed are 5h",) == found.why


def test_a_shortfall_that_grows_is_told():
    """Not backed both times: 30min are missing, then 1h 30min."""
    [found] = changes(documents(net="5h"), documents(net="6h"))

    assert ("not_backed", "not_backed", "slack") == (found.before, found.after, found.effect)
    assert (Fraction(-1800), Fraction(-5400)) == (found.slack_before, found.slack_after)


def test_slack_of_times_and_of_shares_are_two_things():
    """The clock of the network team starts with ours: 45min of 1h are left, and 5 % of 7 %."""
    base, head = documents(), documents(net="4h 15min")
    for each, share in ((base, "97%"), (head, "95%")):
        each[2]["targets"][0]["objective"]["share"] = share
        each[2]["metrics"][0]["start"] = "reported"

    found = {each.unit: (each.slack_before, each.slack_after) for each in changes(base, head)}

    assert {
        "s": (Fraction(3600), Fraction(2700)),
        "%": (Fraction(7, 100), Fraction(5, 100)),
    } == found


def test_up_time_is_told_in_shares():
    """99.9 % a month behind 99.8 % a month leave 0.1 %; 99.5 % are 0.3 % short."""
    base, head = ([up_sla(["telco-uc#up"], "99.8%"), up_leaf(level=x)] for x in ("99.9%", "99.5%"))

    [found] = changes(base, head)

    assert ("broken", "%", Fraction(1, 1000), Fraction(-3, 1000)) == (
        found.effect,
        found.unit,
        found.slack_before,
        found.slack_after,
    )


def test_a_holiday_breaks_a_promise_through_a_calendar():
    """4h of office hours keep 139h around the clock until Easter is closed, too."""
    easter = [{"date": day} for day in ("2026-04-02", "2026-04-03", "2026-04-06")]
    base = [*documents("139h", hours="office"), calendar()]
    head = [*documents("139h", hours="office"), calendar(closed=easter)]

    [found] = changes(base, head)

    assert ("broken", ("office",)) == (found.effect, found.through)
    assert ("worst case 139h 30min",) == found.why


def test_a_signed_amendment_to_come_breaks_it_from_its_day_on():
    """Today nothing differs; from July on the network team may take 5h."""
    [found] = changes(documents(), [*documents(), amendment()])

    assert ("broken", date(2026, 7, 1), False) == (found.effect, found.effective, found.draft)
    assert ("net-ola",) == found.through


def test_a_draft_is_told_as_one():
    """As if it were signed; what is in force stays backed."""
    [found] = changes(documents(), [*documents(), amendment(signed=["us"])])

    assert ("broken", date(2026, 7, 1), True) == (found.effect, found.effective, found.draft)


def test_a_tighter_promise_falls_over_an_amendment_that_was_there_before():
    """6h over 5h 30min from July on; tightened to 5h it is kept until then, and no longer."""
    base = [*documents("6h"), amendment()]
    head = [*documents("5h"), amendment()]

    slack, broken = changes(base, head)

    assert ("slack", None, Fraction(5400), Fraction(1800)) == (
        slack.effect,
        slack.effective,
        slack.slack_before,
        slack.slack_after,
    )
    assert ("broken", date(2026, 7, 1)) == (broken.effect, broken.effective)
    assert ("sla",) == broken.through


def test_an_effect_that_shows_today_is_not_told_again_for_later_days():
    """Broken today and, with another limit, still broken in July: one line; mended is another."""
    later = amendment(was="5h", within="6h")
    again = amendment(was="5h", within="4h")

    [found] = changes(documents(), [*documents(net="5h"), later])

    assert ("broken", None) == (found.effect, found.effective)
    assert ["broken"] == [
        each.effect for each in changes(documents(), [*documents(net="5h"), again])
    ]


def test_an_amendment_of_both_revisions_is_no_change():
    """The same text to come on both sides, whatever it breaks."""
    assert () == changes([*documents(), amendment()], [*documents(), amendment()])


MIRRORED = {"broken": "mended", "mended": "broken", "slack": "slack"}


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 12), st.integers(1, 12))
def test_base_for_head_mirrors_what_changed(limit, other_limit, net, other_net):
    """Verdicts and slack change places, broken is mended, and equal revisions differ nowhere."""
    base, head = documents(f"{limit}h", f"{net}h"), documents(f"{other_limit}h", f"{other_net}h")

    forth, back = changes(base, head), changes(head, base)

    assert [(c.before, c.after, c.effect, c.slack_before, c.slack_after) for c in forth] == [
        (c.after, c.before, MIRRORED[c.effect], c.slack_after, c.slack_before) for c in back
    ]
    assert ((limit, net) == (other_limit, other_net)) <= (forth == ())
    worst = [30 * 60 + hours * 3600 for hours in (net, other_net)]
    in_hand = [hours * 3600 - w for hours, w in zip((limit, other_limit), worst, strict=True)]
    assert [(each.slack_before, each.slack_after) for each in forth] == [
        tuple(in_hand) for _ in forth
    ]


def test_another_name_is_no_other_backing():
    """A target and an agreement that are renamed stand where they stood."""
    target = [{**documents()[0], "targets": [{**documents()[0]["targets"][0], "id": "fix"}]}]
    agreement = [{**documents()[0], "id": "sla-2"}]

    assert () == changes(documents(), [*target, *documents()[1:]])
    assert () == changes(documents(), [*agreement, *documents()[1:]])


def test_what_nobody_stands_behind_any_more_is_unjudged():
    """The list of what stands behind a promise was taken away."""
    head = documents()
    del head[0]["targets"][0]["objective"]["backed_by"]

    [found] = changes(documents(), head)

    assert ("backed", None, "unjudged") == (found.before, found.after, found.effect)
    assert ("sla#resolve does not say any more what stands behind it",) == found.why


def test_a_new_promise_is_told_with_its_verdict():
    """There was none before."""
    [found] = [each for each in changes(documents()[1:], documents()) if each.document == "sla"]

    assert (None, "backed", "changed") == (found.before, found.after, found.effect)


def test_an_agreement_behind_it_that_is_gone_breaks_it():
    """Its reference names nothing any more."""
    [found] = changes(documents(), documents()[:2])

    assert ("broken", ("net-ola",)) == (found.effect, found.through)
    assert ("there is no objective 'net-ola#restore'",) == found.why


@pytest.mark.parametrize("part", ["title", "version"])
def test_what_no_proof_looks_at_is_not_proved(part, monkeypatch):
    """Another title or version: nothing is proved, and nothing is told."""
    head = documents()
    head[2][part] = "another"
    monkeypatch.setattr(comparing, "prove", None)

    assert () == changes(documents(), head)


def test_only_what_differs_is_proved(monkeypatch):
    """One of two targets stands on what changed: one proof before, one after."""
    proved = []
    real = comparing.prove

    def noted(book, agreement, target, objective):
        proved.append((target, objective))
        return real(book, agreement, target, objective)

    base, head = documents(), documents(net="5h")
    for each in (base, head):
        sla = each[0]
        other = {**sla["targets"][0], "id": "other"}
        other["objective"] = {**other["objective"], "backed_by": ["desk-ola#restore"]}
        sla["targets"].append(other)
    monkeypatch.setattr(comparing, "prove", noted)

    assert ["broken"] == [each.effect for each in changes(base, head)]
    assert [("resolve", "all")] * 2 == proved
