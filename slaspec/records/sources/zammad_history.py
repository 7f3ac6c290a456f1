"""
Histories of Zammad's tickets, as `/api/v1/ticket_history/{id}` gives them.

An object is one ticket: `history`, and `assets` with the ticket itself; where the names of its
state, priority and group should be known although they never changed, `ticket` with the answer of
`/api/v1/tickets/{id}?expand=true` beside them. Arrays and JSON Lines of such objects are read as
well. A row is the creation or one update (the entries of one user at one time, in the order of
their ids), with all that is in force after it:

- `id` of the ticket, `at` (time of the update), `order` (0 is the creation)
- any attribute of the ticket by its name in the history: `state`, `priority`, `group`, `owner`,
  `customer`, `organization`, `title`, attributes of your own, … as `value_to` words it; an
  attribute that never changed and whose name is not in the file is its id (`2`)
- any other member of the ticket: `number`, `created_at`, `first_response_at`, `close_at`,
  `close_in_min`, …

Source: Zammad, `app/models/history.rb` and `app/models/concerns/has_history.rb`; its REST API,
"Tickets".
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from slaspec.records.reading.mapping import TICKET_KINDS
from slaspec.records.sources.json_export import (
    ShapeError,
    Ticket,
    TicketExport,
    an_object,
    objects,
    several,
    text,
    whole,
)
from slaspec.records.sources.updates import Change, Update, Value, Values, value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import Progress

FORMAT = "zammad_history"
RECORDS = TICKET_KINDS

FIXED = ("id", "at", "order")
# In which assets the name of an id is found.
MODEL_OF = {
    "state": "TicketState",
    "priority": "TicketPriority",
    "group": "Group",
    "organization": "Organization",
    "owner": "User",
    "customer": "User",
}


def open_table(
    source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> ZammadTickets:
    """The rows of one export."""
    return ZammadTickets(source, file, shown, progress)


class ZammadTickets(TicketExport):
    """One open export of tickets with their histories."""

    def _ticket(self, members: dict[str, Any]) -> Ticket:
        if "history" not in members:
            raise ShapeError("this object is no history of a ticket: it has no 'history'")
        history = objects(members["history"], "history")
        assets = an_object(members.get("assets") or {}, "assets")
        ticket = _itself(members.get("ticket"), history, assets)
        id = text(ticket.get("id"), "ticket/id")
        own = [each for each in history if _is_of(each, id)]
        created = [each for each in own if each.get("type") == "created"]
        wanted = [name for name in self.wanted if name not in FIXED]
        return Ticket(
            id=id,
            version=text(ticket.get("updated_at"), "ticket/updated_at"),
            begin=Update(text((created or [ticket])[0].get("created_at"), "created_at")),
            now=dict(_now(wanted, ticket, assets)),
            updates=list(_updates(wanted, own)),
            fixed={"id": id},
        )


def _itself(ticket: Any, history: list[dict[str, Any]], assets: dict[str, Any]) -> dict[str, Any]:
    if ticket is not None:
        return an_object(ticket, "ticket")
    tickets = an_object(assets.get("Ticket") or {}, "assets/Ticket")
    for entry in history:
        id = text(entry.get("o_id"), "history/o_id")
        if entry.get("object") == "Ticket" and id in tickets:
            return an_object(tickets[id], f"assets/Ticket/{id}")
    raise ShapeError("the ticket itself stands neither in 'ticket' nor in 'assets/Ticket'")


def _is_of(entry: dict[str, Any], ticket: str) -> bool:
    """Whether an entry is the ticket's own, not of an article or of a ticket that was merged."""
    return entry.get("object") == "Ticket" and entry.get("o_id") == ticket


def _now(
    wanted: list[str], ticket: dict[str, Any], assets: dict[str, Any]
) -> Iterator[tuple[str, Values]]:
    for name in wanted:
        id = text(ticket.get(f"{name}_id"), f"ticket/{name}_id")
        if name in ticket:
            yield name, several(value(text(ticket[name], f"ticket/{name}"), id))
        elif f"{name}_id" in ticket:
            yield name, several(_by_id(MODEL_OF.get(name, ""), id, assets))


def _by_id(model: str, id: str, assets: dict[str, Any]) -> Value | None:
    where = f"assets/{model}"
    found = an_object(an_object(assets.get(model) or {}, where).get(id) or {}, f"{where}/{id}")
    parts = [text(found.get(part), f"{where}/{id}/{part}") for part in ("firstname", "lastname")]
    return value(text(found.get("name"), f"{where}/{id}/name") or " ".join(parts).strip(), id)


def _updates(wanted: list[str], history: list[dict[str, Any]]) -> Iterator[Update]:
    """What a user changed at one time is one update."""
    entries = sorted(
        (whole(each.get("id"), "history/id"), number, each)
        for number, each in enumerate(history)
        if each.get("type") == "updated"
    )
    by_update = groupby((each for *_, each in entries), _together)
    for (at, _), changed in by_update:
        yield Update(at, [_change(each) for each in changed if each.get("attribute") in wanted])


def _together(entry: dict[str, Any]) -> tuple[str, str]:
    at, user = (text(entry.get(key), f"history/{key}") for key in ("created_at", "created_by_id"))
    return at, user


def _change(entry: dict[str, Any]) -> Change:
    old, new = (
        value(*(text(entry.get(f"{key}_{end}"), f"history/{key}_{end}") for key in ("value", "id")))
        for end in ("from", "to")
    )
    return Change(text(entry["attribute"], "history/attribute"), old, new)
