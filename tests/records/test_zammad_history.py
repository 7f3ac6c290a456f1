"""Zammad: histories of tickets."""

import json

import pytest

from slaspec.errors import LocatedError
from slaspec.records.sources import read_records
from slaspec.records.sources.zammad_history import open_table
from tests.records import desk
from tests.records.desk import NEW_, OPEN_, time, zammad_entry, zammad_ticket


@pytest.fixture
def rows(written):
    """The rows of some tickets: chosen columns of each, and the gaps."""

    def read(*tickets, columns=("state",)):
        mapped = {"id": "id", "at": "at", **{column: column for column in columns}}
        source = desk.structured(desk.source("zammad", columns=mapped))
        with open_table(source, written(json.dumps(tickets), "t.json"), "t.json") as table:
            numbers = [table.header.index(column) + 1 for column in ("at", *columns)]
            told = [cells[1:] if len(columns) > 1 else cells[1] for _, cells in table.rows(numbers)]
            return told, table.gaps

    return read


def test_names_of_what_never_changed_come_with_the_ticket(rows):
    """`ticket`, as /tickets/{id}?expand=true gives it, words what no entry words."""
    ticket = zammad_ticket(entries=[])
    expanded = {
        "id": 7,
        "state_id": 2,
        "state": "open",
        "priority_id": 2,
        "priority": "2 normal",
        "group": "Users",
        "created_at": time(8),
    }

    told = rows({**ticket, "ticket": expanded}, columns=("state", "priority", "group"))

    assert ([("open", "2 normal", "Users")], 0) == told


def test_names_of_what_never_changed_may_stand_in_the_assets(rows):
    """Groups and users do; what is named nowhere is its id, which a label can be as well."""
    ticket = zammad_ticket(entries=[], owner_id=9)
    ticket["assets"]["Group"] = {"5": {"id": 5, "name": "Network"}}
    ticket["assets"]["User"] = {"9": {"id": 9, "firstname": "Nina", "lastname": "Berg"}}

    told = rows(ticket, columns=("state", "group", "owner"))

    assert ([("4", "Network", "Nina Berg")], 0) == told


def test_an_id_may_be_a_label(written):
    """A contract maps what its export has."""
    source = desk.structured(
        desk.source("zammad", states={"new": ["new", "1"], "resolved": ["closed", "4"]}, more={})
    )
    plain = zammad_ticket(entries=[], priority="3 high", group="Network")

    tickets, report = read_records(source, written(json.dumps([plain]), "t.json"), shown="t")

    assert ({}, 1) == (report.excluded, len(tickets))


def test_entries_of_one_user_at_one_time_are_one_update(rows):
    """Those of another user at the same time are another one."""
    entries = [
        zammad_entry(92, time(9), "state", NEW_, OPEN_),
        zammad_entry(93, time(9), "priority", (2, "2 normal"), (3, "3 high")),
        zammad_entry(94, time(9), "group", (1, "Users"), (5, "Network"), user=4),
    ]

    told, _ = rows(
        zammad_ticket(entries=entries, state_id=2), columns=("state", "priority", "group")
    )

    assert [
        ("new", "2 normal", "Users"),
        ("open", "3 high", "Users"),
        ("open", "3 high", "Network"),
    ] == told


def test_ids_order_the_entries(rows):
    """Not their times: two servers may disagree about the second."""
    entries = [
        zammad_entry(95, time(9), "state", OPEN_, (4, "closed")),
        zammad_entry(94, time(9, 1), "state", NEW_, OPEN_),
    ]

    assert (["new", "open", "closed"], 0) == rows(zammad_ticket(entries=entries))


def test_a_hole_in_the_history_is_a_gap(rows):
    """From new to open, and then from pending."""
    entries = [
        zammad_entry(92, time(9), "state", NEW_, OPEN_),
        zammad_entry(96, time(11), "state", (3, "pending reminder"), (4, "closed")),
    ]

    assert (["new", "open", "closed"], 1) == rows(zammad_ticket(entries=entries))


def test_articles_and_other_tickets_are_no_updates(rows):
    """The history of a ticket holds what happened around it as well."""
    around = [
        {**zammad_entry(93, time(9), "state", NEW_, OPEN_), "object": "Ticket::Article"},
        zammad_entry(94, time(9), "state", NEW_, OPEN_, ticket=8),
        {
            "id": 95,
            "o_id": 7,
            "object": "Ticket",
            "type": "received_merge",
            "created_at": time(9),
            "created_by_id": 3,
        },
    ]

    assert (["4"], 0) == rows(zammad_ticket(entries=around))


def test_an_attribute_of_your_own_is_a_column(rows):
    """By its name; one that was empty has nothing before."""
    entry = zammad_entry(92, time(9), "severity", (None, ""), (None, "sev1"))

    told = rows(zammad_ticket(entries=[entry], severity="sev1"), columns=("severity",))

    assert (["", "sev1"], 0) == told


def test_the_tool_s_own_minutes_can_be_compared(written):
    """`close_in_min` is what Zammad counted to the first close."""
    source = desk.structured(desk.source("zammad", tool={"elapsed": "close_in_min", "unit": "min"}))
    content = json.dumps([zammad_ticket(close_in_min=180)])

    tickets, _ = read_records(source, written(content, "t.json"), shown="t")

    assert [180 * 60] == tickets.tool_elapsed.tolist()


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"history": {}}, "'history' is not the list that is expected there"),
        ({"history": []}, "the ticket itself stands neither in 'ticket' nor in 'assets/Ticket'"),
        ({"assets": []}, "the ticket itself stands neither"),
        ({"assets": {"Ticket": [1]}}, "'assets/Ticket' is not the object"),
        ({"ticket": "7"}, "'ticket' is not the object"),
    ],
)
def test_a_history_of_another_shape_is_refused(rows, broken, sentence):
    """With the member that is wrong."""
    with pytest.raises(LocatedError) as caught:
        rows({**zammad_ticket(), **broken})
    assert sentence in caught.value.message


def test_an_entry_without_an_id_is_refused(rows):
    """Nothing would order it."""
    entry = zammad_entry("", time(9), "state", NEW_, OPEN_)

    with pytest.raises(LocatedError, match="'history/id' is '', no whole number"):
        rows(zammad_ticket(entries=[entry]))
