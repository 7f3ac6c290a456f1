"""A customer's choice among remedies that compete: by an entry of the ledger, or still to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from slaspec.errors import LocatedError
from slaspec.language.book import Book
from slaspec.language.model.ledger import ChoiceEntry
from slaspec.language.model.remedy import Combine
from slaspec.language.quantities import Day
from slaspec.measure.results import Miss
from slaspec.remedies.ledger.deadlines import Deadlines
from slaspec.remedies.pipeline import settle
from tests.remedies.build import (
    agreement,
    amounts,
    flat,
    measured,
    measurements,
    service,
    target,
)


def of_group(per="window", take="choice"):
    """Competing by choice."""
    return Combine(group="one-of-them", per=per, take=take)


def two(per="window", for_each="window", **sections):
    """8% for up time, 5% for answers, of which the customer chooses one."""
    said = {"combine": of_group(per), "for_each": for_each}
    up, answers = flat("8%", id="up-credit", **said), flat("5%", id="answer-credit", **said)
    targets = (target("up-credit", id="up"), target("answer-credit", id="answers"))
    return agreement(up, answers, **{"targets": targets, **sections})


def both(**facts):
    """Both objectives were missed in April."""
    return measured(of="up", **facts), measured(of="answers", **facts)


def choice(takes, about="2026-04", day="2026-05-04", group="one-of-them"):
    """An entry of the ledger."""
    return ChoiceEntry(choice=group, date=Day(day), takes=takes, for_=about, by="j-jansen")


def chosen(whole, found, *entries, **more):
    """The statement with some entries of the ledger."""
    return settle(whole, measurements(*found), entries=entries, **more)


def test_what_the_customer_chose_is_paid():
    """5% of 40,000.00, though 8% were due as well; the trail names who chose."""
    found = chosen(two(), both(), choice("answer-credit"))
    step = next(step for step in found.lines[1].trail if step.stage == "combine")

    assert ["0.00", "2000.00"] == amounts(found)
    assert (
        "group one-of-them: up-credit of up 3200.00 EUR, answer-credit of answers 2000.00 EUR;"
        " j-jansen chose answer-credit of answers by the entry of 2026-05-04"
    ) == step.sentence
    assert () == found.lines[0].open_choice


def test_until_the_customer_chooses_the_highest_stands_provisionally():
    """All candidates stand on the lines with their amounts."""
    found = chosen(two(), both())
    candidates = ("up-credit of up 3200.00 EUR", "answer-credit of answers 2000.00 EUR")

    assert ["3200.00", "0.00"] == amounts(found)
    assert [candidates, candidates] == [line.open_choice for line in found.lines]
    assert any(
        step.sentence.endswith(
            "provisionally the highest, up-credit of up, until the customer chooses"
        )
        for step in found.lines[0].trail
    )


def test_one_alone_needs_no_choice():
    """The other objective was met."""
    found = chosen(two(), (measured(of="up", verdict="met"), measured(of="answers")))

    assert (["2000.00"], ()) == (amounts(found), found.lines[0].open_choice)


def test_a_later_choice_replaces_an_earlier_one():
    """A ledger is only ever added to: its last word holds."""
    entries = choice("answer-credit"), choice("up-credit", day="2026-05-06")

    assert ["3200.00", "0.00"] == amounts(chosen(two(), both(), *entries))


def test_a_choice_that_was_not_made_yet_is_not_known():
    """As of the 5th of May nobody knows of the 6th."""
    entry, whole = choice("answer-credit", day="2026-05-06"), two()
    deadlines = Deadlines(Book(Path(), ()), whole, date(2026, 5, 5))

    assert ["3200.00", "0.00"] == amounts(chosen(whole, both(), entry, deadlines=deadlines))


@pytest.mark.parametrize("about", ["2026-03", "OUT-17"])
def test_a_choice_about_something_else_changes_nothing(about):
    """Another window, or an outage where windows compete."""
    assert ["3200.00", "0.00"] == amounts(chosen(two(), both(), choice("answer-credit", about)))


def test_a_choice_of_what_is_not_due_is_an_error_with_its_place():
    """The objective of the answers was met, so only the other can be chosen."""
    found = (measured(of="up"), measured(of="answers", verdict="met"))
    with pytest.raises(LocatedError, match="'answer-credit' is no candidate of group") as refused:
        chosen(two(), found, choice("answer-credit"))
    assert "candidates are: up-credit" in refused.value.help


def test_where_nothing_is_due_there_is_nothing_to_choose():
    """What was chosen before relief was granted stands without effect."""
    found = both(verdict="excused")

    assert [] == amounts(chosen(two(), found, choice("answer-credit")))


def test_of_an_incident_its_own_remedies_compete():
    """INC-1 by choice, INC-2 still open; the customer names the outage that merged with another."""
    misses = Miss("INC-1", others=("OUT-7",)), Miss("INC-2")
    facts = {"misses": misses, "counted": 10, "met": 8}
    found = chosen(two("incident", "record"), both(**facts), choice("answer-credit", "OUT-7"))

    assert [("up-credit", "INC-1", "0.00"), ("up-credit", "INC-2", "3200.00")] == [
        (line.remedy, line.record, str(line.amount)) for line in found.lines[:2]
    ]
    assert ["2000.00", "0.00"] == amounts(found)[2:]
    assert [True, False] == [not line.open_choice for line in found.lines[:2]]


def test_one_remedy_under_two_targets_is_chosen_by_its_higher_line():
    """The entry names the remedy, which pays for each service once."""
    said = flat("8%", id="credit", combine=of_group())
    half = replace(said, id="other")
    targets = (target("credit", id="up"), target("credit", "other", id="answers"))
    whole = agreement(said, half, targets=targets)

    assert ["3200.00", "0.00", "0.00"] == amounts(chosen(whole, both(), choice("credit")))


def test_a_choice_in_another_group_changes_nothing():
    """Nor does one where another remedy is in no group at all."""
    free = flat("1%", id="free")
    whole = two()
    targets = (*whole.targets, target("free", id="alone"))
    more = replace(whole, remedies=(*whole.remedies, free), targets=targets)
    found = (*both(), measured(of="alone"))

    assert ["3200.00", "0.00", "400.00"] == amounts(
        chosen(more, found, choice("answer-credit", group="another"))
    )


def test_a_choice_for_one_service_leaves_that_for_another_open():
    """Of the telephone nobody has chosen yet."""
    said = {"combine": of_group("service")}
    remedies = [flat(pays, id=id, **said) for pays, id in (("8%", "a"), ("5%", "b"), ("7%", "c"))]
    targets = (
        target("a", id="up"),
        target("b", id="answers"),
        replace(target("c", "b", id="phone"), service="phone"),
    )
    whole = agreement(*remedies, targets=targets, services=(service(), service("phone")))
    found = (*both(), measured(of="phone"))
    lines = chosen(whole, found, choice("a")).lines

    assert ["3200.00", "0.00", "2800.00", "0.00"] == [str(line.amount) for line in lines]
    assert [False, False, True, True] == [bool(line.open_choice) for line in lines]


def test_services_have_contests_of_their_own():
    """A choice of a window is that of the service for which it is a candidate."""
    targets = (
        target("up-credit", id="up"),
        replace(target("answer-credit", id="answers"), service="phone"),
    )
    whole = two("service", targets=targets, services=(service(), service("phone")))

    assert ["3200.00", "2000.00"] == amounts(chosen(whole, both(), choice("answer-credit")))
