"""Which entries of two lists are the same entry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from slaspec.language.model.governance import Signature, Termination, TerminationWhen
from slaspec.language.model.target import Objective, Target
from slaspec.language.quantities import Day, Duration, Share, Span
from slaspec.review.entries import Entry, matched


def target(id: str, within: str = "5h", service: str = "network") -> Target:
    """A target with one objective."""
    return Target(
        id=id,
        service=service,
        metric="resolution-time",
        objective=Objective(share=Share("90%"), within=Duration(within), hours="24x7"),
    )


def told(entries: list[Entry]) -> list[tuple[str, str]]:
    """What became of each entry, in short."""
    return [
        (
            each.name,
            "added"
            if each.base is None
            else "removed"
            if each.head is None
            else "renamed"
            if each.renamed
            else "same",
        )
        for each in entries
    ]


def test_entries_are_matched_by_their_ids_whatever_their_order() -> None:
    """The order of targets says nothing; a target keeps its history by its id."""
    base = (target("a"), target("b", "8h"))
    head = (target("b", "8h"), target("a"))

    assert [("b", "same"), ("a", "same")] == told(list(matched(base, head)))


def test_an_entry_that_says_the_same_under_another_id_is_renamed() -> None:
    """The new id is the name of the change; the title plays no part."""
    base = (target("resolution"), target("response", "1h", "desk"))
    head = (replace(target("solving"), title="Solved in time"), target("response", "1h", "desk"))

    assert [("solving", "renamed"), ("response", "same")] == told(list(matched(base, head)))


def test_an_entry_that_says_something_else_is_another_one() -> None:
    """One of three values alike is not enough to be the same target."""
    base = (target("resolution", "5h", "network"),)
    other = replace(target("reply", "1h", "desk"), metric="reply-time")

    assert [("reply", "added"), ("resolution", "removed")] == told(list(matched(base, (other,))))


def test_a_renamed_entry_may_change_a_little_as_well() -> None:
    """Of six values five are alike: one target, under another name, with another limit."""
    [entry] = matched((target("resolution", "5h"),), (target("solving", "4h"),))

    assert entry.renamed
    assert ("5h", "4h") == (
        entry.base.objective.within.text,
        entry.head.objective.within.text,
    )


def test_of_two_that_may_be_the_renamed_one_the_more_alike_is() -> None:
    """The nearest in content wins, and the other is new."""
    base = (target("resolution", "5h"),)
    head = (target("one", "4h"), target("two", "5h"))

    assert [("one", "added"), ("two", "renamed")] == told(list(matched(base, head)))


def test_signatures_are_matched_by_their_party() -> None:
    """A signature with a new date is the signature of that party, changed."""
    base = (Signature(party="acme", by="j", date=Day("2026-01-01")),)
    head = (
        Signature(party="nordit", by="k", date=Day("2026-01-02")),
        Signature(party="acme", by="j", date=Day("2026-02-01")),
    )

    assert [("nordit", "added"), ("acme", "same")] == told(list(matched(base, head)))


def test_entries_without_names_are_matched_by_what_they_say() -> None:
    """Rights to terminate have no ids: equal ones belong together, the rest in order."""

    def right(missed: str, times: int) -> Termination:
        when = TerminationWhen(missed=missed, times=times)
        return Termination(when=when, by="customer", notice=Span("30 days"))

    base = (right("availability", 3), right("resolution", 2))
    head = (right("resolution", 2), right("availability", 4))
    pairs = [(e.base.when.missed, e.head.when.missed) for e in matched(base, head)]

    assert [("resolution", "resolution"), ("availability", "availability")] == pairs


def test_mappings_are_matched_by_their_keys_and_values_never_rename_keys() -> None:
    """A weight that moves to another class is one removed and one added."""
    base = {"down": Share("100%"), "partial": Share("30%")}
    head = {"down": Share("100%"), "degraded": Share("30%")}
    found = told(list(matched(base, head)))

    assert [("down", "same"), ("degraded", "added"), ("partial", "removed")] == found


NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6)


@given(NAMES, NAMES, st.sampled_from(["4h", "5h"]))
def test_each_entry_is_matched_exactly_once(one: list[str], two: list[str], within: str) -> None:
    """Nothing is lost and nothing is counted twice, whatever is renamed."""
    base = tuple(target(id, "5h") for id in one)
    head = tuple(target(id, within) for id in two)
    entries = list(matched(base, head))

    def ids(values: list[Any]) -> list[str]:
        return sorted(value.id for value in values if value is not None)

    assert sorted(one) == ids([entry.base for entry in entries])
    assert sorted(two) == ids([entry.head for entry in entries])


@given(NAMES, NAMES)
def test_matching_is_the_same_the_other_way_round(one: list[str], two: list[str]) -> None:
    """Which entries belong together does not depend on which side is called the base."""
    base = tuple(target(id, f"{ord(id)}h") for id in one)
    head = tuple(target(id, f"{ord(id) + 1}h") for id in two)
    there = {(e.base and e.base.id, e.head and e.head.id) for e in matched(base, head)}
    back = {(e.head and e.head.id, e.base and e.base.id) for e in matched(head, base)}

    if len(set(one) - set(two)) == len(set(two) - set(one)) <= 1:
        assert there == back
