"""The repair frontier: each change is enough, and the next smaller one is not."""

from __future__ import annotations

import copy

import pytest

from tests.backing.build import book, calendar, proof, time_leaf, time_sla, times, up_leaf, up_sla
from slaspec.backing.proof import prove

TREE = ["desk-ola#restore", "net-ola#restore"]
EASTER = [{"date": day} for day in ("2026-04-02", "2026-04-03", "2026-04-06")]


def documents(limit="10h", desk="30min", net="4h"):
    return [
        time_sla(TREE, limit),
        time_leaf("desk", desk, metric=times(stop=["assigned"])),
        time_leaf("net", net, hours="office", metric=times(start="assigned")),
        calendar(closed=EASTER),
    ]


def test_the_frontier_of_the_design():
    """139h 30min: other hours for the platform, for the objective, or a longer limit."""
    found = proof(*documents())

    assert 139 * 3600 + 1800 == found.worst_seconds
    assert [
        "net-ola#restore on 24x7 hours",
        "office hours for this objective",
        "at least 139h 30min for this objective",
    ] == [repair.sentence for repair in found.repairs]
    assert found.repairs is found.repairs


def changed(found, repair, plain):
    """The documents with one repair made."""
    made = copy.deepcopy(plain)
    by_leaf = {f"{each['id']}#restore": each for each in made if each["kind"] == "OLA"}
    owner = by_leaf.get(repair.leaf, made[0])
    objective = owner["targets"][0]["objective"]
    if repair.kind in ("leaf_hours", "hours"):
        objective["hours"] = repair.to
    else:
        objective["within"] = repair.to
    return made


@pytest.mark.parametrize("limit", ["10h", "70h", "135h"])
def test_each_repair_is_enough_by_itself(limit):
    """Made in the documents, each repair makes the objective backed."""
    plain = documents(limit, desk="3h", net="13h")
    found = proof(*plain)

    assert "not_backed" == found.verdict
    assert found.repairs
    for repair in found.repairs:
        assert "backed" == proof(*changed(found, repair, plain)).verdict, repair


def test_a_leaf_limit_is_the_longest_that_is_enough():
    """One second more at the leaf, and the objective is broken."""
    plain = [time_sla(["a-ola#restore", "b-ola#restore"], "8h")]
    plain += [
        time_leaf("a", "5h", metric=times(stop=["assigned"])),
        time_leaf("b", "6h", metric=times(start="assigned")),
    ]
    found = proof(*plain)

    limits = {r.leaf: r.to for r in found.repairs if r.kind == "leaf_limit"}
    assert {"a-ola#restore": "2h", "b-ola#restore": "3h"} == limits
    plain[1]["targets"][0]["objective"]["within"] = "2h 1s"
    assert "not_backed" == proof(*plain).verdict


def test_a_limit_that_misses_when_it_is_reached_needs_a_second_more():
    """With `limit_reached: missed` the objective needs one second more than its worst case."""
    sla = time_sla(["a-ola#restore"], "2h", answers={"limit_reached": "missed"})
    found = proof(sla, time_leaf("a", "3h"))

    assert "at least 3h 1s for this objective" == found.repairs[-1].sentence


def test_repairs_of_shares_are_enough():
    """The level that one leaf, or the objective, would need."""
    plain = [time_sla([{"all_of": ["a-ola#restore", "b-ola#restore"]}], share="95%")]
    plain += [time_leaf("a", "1h", "97%"), time_leaf("b", "1h", "96%")]
    found = proof(*plain)

    assert [("a-ola#restore", "99%"), ("b-ola#restore", "98%"), ("", "93%")] == [
        (repair.leaf, repair.to) for repair in found.repairs
    ]
    plain[1]["targets"][0]["objective"]["share"] = "99%"
    assert "backed" == proof(*plain).verdict


def test_repairs_of_up_time_are_enough():
    """The level that the leaf needs when its quarter falls into our month."""
    plain = [up_sla(["telco-uc#up"], "99.9%"), up_leaf(answers={"window": "quarter"})]
    found = proof(*plain)

    [leaf, own] = found.repairs
    assert ("telco-uc#up", "99.6786%") == (leaf.leaf, "99.6786%" if own else "")
    plain[1]["targets"][0]["objective"]["availability"] = leaf.to
    assert "backed" == proof(*plain).verdict
    plain = [up_sla(["telco-uc#up"], own.to), up_leaf(answers={"window": "quarter"})]
    assert "backed" == proof(*plain).verdict


def test_equal_questions_are_answered_once():
    """Two objectives on the same chain share one answer."""
    made = book(*documents())
    sla = made.agreement("sla")

    one, other = prove(made, sla, "resolve"), prove(made, sla, "resolve")

    assert one.timeline is other.timeline
    assert one == other
