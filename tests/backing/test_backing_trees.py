"""Trees: what may stand where, parts that stand twice, named trees, circles."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slaspec.backing.proof import proofs, prove
from slaspec.errors import UsageError
from tests.backing.build import (
    LONG,
    agreement,
    book,
    calendar,
    codes,
    proof,
    target,
    time_leaf,
    time_sla,
    times,
    up_leaf,
    up_sla,
)

FIRST = times(stop=["assigned"])
THEN = times(start="assigned")


def stage(id, within, share="100%", metric=THEN, **more):
    return time_leaf(id, within, share, metric=metric, **more)


def test_a_list_in_a_branch_is_a_sequence():
    """A route of two stages takes the sum, beside a route of one."""
    found = proof(
        time_sla([{"one_of": ["a-ola#restore", ["b-ola#restore", "c-ola#restore"]]}], "8h"),
        stage("a", "5h", metric=times()),
        stage("b", "3h", metric=FIRST),
        stage("c", "4h"),
    )

    assert ("backed", 7 * 3600) == (found.verdict, found.worst_seconds)
    assert ["b-ola#restore", "c-ola#restore"] == [step.leaf for step in found.timeline]
    assert "c-ola#restore" == found.binding


def test_the_last_of_parallel_branches_counts_for_times():
    """Parallel work ends with the slowest branch; its misses add up."""
    tree = [{"all_of": ["a-ola#restore", "b-ola#restore"]}]
    leaves = [stage(id, f"{n}h", "95%", metric=times()) for id, n in (("a", 3), ("b", 5))]

    found = proof(time_sla(tree, "5h"), *leaves)

    assert (5 * 3600, Fraction(90, 100)) == (found.worst_seconds, found.guaranteed)


def test_the_worst_route_counts_for_shares_not_the_sum():
    """Of two routes at 97 % and 94 % the objective keeps 94 %, not 91 %."""
    tree = [{"one_of": ["a-ola#restore", "b-ola#restore"]}]
    leaves = [stage("a", "3h", "97%", metric=times()), stage("b", "3h", "94%", metric=times())]

    assert Fraction(94, 100) == proof(time_sla(tree), *leaves).guaranteed


def test_a_part_in_two_branches_is_one_part():
    """The desk stands in both branches of what runs in parallel; its misses count once."""
    tree = [
        {
            "all_of": [
                {"all_of": ["desk-ola#restore", "a-ola#restore"]},
                {"all_of": ["desk-ola#restore", "b-ola#restore"]},
            ]
        }
    ]
    start = {"assign_to": "start"}
    leaves = [
        stage("desk", "1h", "98%", metric=times(), answers=start),
        stage("a", "2h", "97%", metric=times(), answers=start),
        stage("b", "3h", "96%", metric=times(), answers=start),
    ]

    found = proof(time_sla(tree), *leaves)

    assert 1 - Fraction(2 + 3 + 4, 100) == found.guaranteed


def test_a_leaf_that_is_gone_through_twice():
    """`visits: 2` takes its time twice and its misses twice."""
    part = {"target": "desk-ola#restore", "visits": 2}

    found = proof(time_sla([part]), time_leaf(within="4h", share="97%"))

    assert (8 * 3600, Fraction(94, 100)) == (found.worst_seconds, found.guaranteed)
    assert 2 == len(found.timeline)


def test_the_same_leaf_twice_in_one_sequence():
    """Without `visits` it is taken for a slip."""
    found = proof(time_sla(["desk-ola#restore", "desk-ola#restore"]), time_leaf())

    assert ["leaf-twice"] == codes(found)


def test_own_handling_takes_time_on_its_hours_and_has_a_share():
    """Own handling stands between two leaves and bridges their events."""
    own = {"own": {"time": "1h", "hours": "office", "share": "99%"}}
    found = proof(
        time_sla(["a-ola#restore", own], "70h"),
        stage("a", "1h", "98%", metric=FIRST),
        calendar(),
    )

    assert ("backed", 66 * 3600) == (found.verdict, found.worst_seconds)
    assert Fraction(97, 100) == found.guaranteed


def test_a_named_tree_stands_for_its_sequence():
    """A tree with a name is used by several objectives, with what it assumes."""
    sla = time_sla([{"tree": "restoring"}])
    named = {"id": "restoring", "backed_by": ["desk-ola#restore"], "assume": ["never_paused"]}

    found = proof({**sla, "backing": [named]}, time_leaf(metric=times(pause=["queued"])))

    assert ("backed", ("never_paused",)) == (found.verdict, found.assumptions)


@pytest.mark.parametrize(
    ("tree", "code"),
    [
        (["nobody#restore"], "unknown-leaf"),
        (["desk-ola#nothing"], "unknown-leaf"),
        (["desk-ola#restore/P1"], "unknown-leaf"),
        ([{"tree": "nowhere"}], "unknown-tree"),
        ([{"redundant": ["desk-ola#restore"]}], "branch-does-not-fit"),
        ([{"own": {"availability": "99%"}}], "own-without-time"),
        ([{"own": {"time": "1h", "hours": "nowhere"}}], "hours-unsaid"),
        (["other#resolve"], "sla-behind-sla"),
    ],
)
def test_faults_of_a_tree_are_named(tree, code):
    """What stands in a tree exists and fits; else the objective is not backed."""
    other = time_sla(["desk-ola#restore"])
    found = proof(time_sla(tree), time_leaf(), {**other, "id": "other"})

    assert ("not_backed", code) == (found.verdict, codes(found)[0])


def test_more_branches_than_there_are():
    """Three of two can never be up."""
    tree = [{"k_of": {"n": 3, "of": ["a-uc#up", "b-uc#up"]}}]

    assert ["k-of-too-many"] == codes(proof(up_sla(tree), up_leaf("a"), up_leaf("b")))


def test_a_promise_that_stands_behind_itself():
    """A circle over two agreements is found from each of them."""

    def ola(id, behind):
        objective = {"share": "100%", "within": "4h", "hours": "24x7", "backed_by": [behind]}
        return agreement(
            "OLA", id, [target("restore", "time", objective=objective)], [times()], effective=LONG
        )

    made = book(ola("one", "two#restore"), ola("two", "one#restore"))

    for id in ("one", "two"):
        assert ["circle"] == codes(prove(made, made.agreement(id), "restore"))


def test_a_tree_that_stands_behind_itself():
    """A named tree that names itself is a circle too."""
    sla = time_sla([{"tree": "x"}])
    looped = {**sla, "backing": [{"id": "x", "backed_by": [{"tree": "x"}]}]}

    assert ["circle"] == codes(proof(looped))


def test_a_leaf_without_a_priority_covers_all_of_its_priorities():
    """An objective for all records stands on the worst of the leaf's priorities."""
    objectives = {
        name: {"share": share, "within": within, "hours": "24x7"}
        for name, within, share in (("P1", "2h", "99%"), ("P2", "6h", "95%"))
    }
    matrix = {"priority": "at_open"}
    leaf = agreement(
        "OLA",
        "desk-ola",
        [target("restore", "time", objectives=objectives)],
        [times()],
        effective=LONG,
        answers=matrix,
    )

    found = proof(time_sla(["desk-ola#restore"], answers=matrix), leaf)

    assert 6 * 3600 == found.worst_seconds


def test_an_objective_that_does_not_exist():
    """Asking for what is not there, or for what says nothing, is a usage error."""
    made = book(time_sla(["desk-ola#restore"]), time_leaf())
    sla, desk = made.agreement("sla"), made.agreement("desk-ola")

    with pytest.raises(UsageError, match="no objective 'resolve/P1'"):
        prove(made, sla, "resolve", "P1")
    with pytest.raises(UsageError, match="does not say what stands behind it"):
        prove(made, desk, "restore")
    assert 1 == len(proofs(made, sla))


def test_a_target_says_it_for_all_its_objectives():
    """`backed_by` of a target stands behind each objective that has none of its own."""
    objectives = {
        "P1": {"share": "90%", "within": "5h", "hours": "24x7"},
        "P2": {"share": "90%", "within": "5h", "hours": "24x7", "backed_by": []},
    }
    sla = agreement(
        "SLA",
        "sla",
        [target("resolve", "time", objectives=objectives, backed_by=["desk-ola#restore"])],
        [times()],
    )
    made = book(sla, time_leaf())

    found = proofs(made, made.agreement("sla"))

    assert ["resolve/P1", "resolve/P2"] == [each.name for each in found]
    assert ["backed", "not_backed"] == [each.verdict for each in found]
