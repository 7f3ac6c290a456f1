"""
Metric events of Zendesk: when the clocks of a ticket ran, paused and ended, as the tool saw it.

An object is a metric event, of pages of `/api/v2/incremental/ticket_metric_events` in the order
in which they were exported; or a ticket with its `metric_events` as a sideload of it, and, where
it should be known what its fields were before, with its `audits`
(`/api/v2/tickets/{id}/audits`). A row is one event, or one audit, with all that is in force
after it:

- `ticket_id`, `at` (time of the event), `order` (its number in the ticket), `metric`, `type`,
  `instance_id`
- `resolution_time`, or any other metric by its name: what its clock does, `activate`, `pause` or
  `fulfill`; a clock that was fulfilled and is activated again was reopened
- `resolution_time.fulfilled`: when it was fulfilled for the first time
- `resolution_time.sla`, the verdict of the tool's own SLA: `breach`, or `fulfill` where a policy
  applied; nothing before that
- `resolution_time.policy` (title), `resolution_time.target` (minutes)
- `resolution_time.calendar`, `resolution_time.business`: minutes that the tool has counted
- of tickets: `status`, `priority`, `group_id`, `assignee_id`, `created_at`, … and custom fields by
  their ids; with audits what is in force, without them only what it finally is

Events of metrics that are not mapped are passed over; a row begins to count when the column that
is mapped as `state` has a value. An event that was exported twice counts once, and a breach that
the tool took back (`deleted`) is none.

Source: Zendesk Ticketing API, "Ticket metric events", "Incremental exports", "Ticket audits", and
its "Ticket metric event types reference".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slaspec.records.reading.encoders import CellFault
from slaspec.records.reading.mapping import TICKET_KINDS
from slaspec.records.sources.json_export import (
    NAMELESS,
    TWICE,
    JsonExport,
    ShapeError,
    an_object,
    cells,
    objects,
    single,
    text,
    whole,
)
from slaspec.records.sources.updates import Change, Update, merged, replayed, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.sources.updates import State
    from slaspec.records.tickets import Progress

FORMAT = "zendesk_metric_events"
RECORDS = TICKET_KINDS

METRICS = (
    "agent_work_time",
    "group_ownership_time",
    "pausable_update_time",
    "periodic_update_time",
    "reply_time",
    "requester_wait_time",
    "resolution_time",
)
OF_METRIC = ("fulfilled", "sla", "policy", "target", "calendar", "business")
FIXED = ("ticket_id", "at", "order", "metric", "type", "instance_id")
CLOCK = ("activate", "pause", "fulfill")


def open_table(
    source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> ZendeskEvents:
    """The rows of one export."""
    return ZendeskEvents(source, file, shown, progress)


class Clocks:
    """What the clocks of one ticket do, as cells; how many rows tell of it, and from when on."""

    __slots__ = ("_breached", "cells", "has_state", "rows")

    def __init__(self) -> None:
        self.cells: dict[str, str] = {}
        self.rows, self.has_state = 0, False
        self._breached: frozenset[str] = frozenset()

    def apply(self, metric: str, event: Mapping[str, Any]) -> None:
        """What one event changes."""
        kind = text(event.get("type"), "type")
        self.cells.setdefault(metric, "")
        if kind in CLOCK:
            self.cells[metric] = kind
            if kind == "fulfill":
                self.cells.setdefault(f"{metric}.fulfilled", text(event.get("time"), "time"))
        elif kind == "breach":
            took_back = text(event.get("deleted"), "deleted") == "true"
            self._breached = self._breached - {metric} if took_back else self._breached | {metric}
        elif kind in ("apply_sla", "apply_group_sla"):
            self._apply_policy(metric, event)
        elif kind == "update_status":
            status = an_object(event.get("status") or {}, "status")
            for part in ("calendar", "business"):
                self.cells[f"{metric}.{part}"] = text(status.get(part), f"status/{part}")

    def _apply_policy(self, metric: str, event: Mapping[str, Any]) -> None:
        sla = an_object(event.get("sla") or event.get("group_sla") or {}, "sla")
        policy = an_object(sla.get("policy") or {}, "sla/policy")
        self.cells[f"{metric}.policy"] = text(policy.get("title"), "sla/policy/title")
        self.cells[f"{metric}.target"] = text(sla.get("target"), "sla/target")

    def cell(self, name: str) -> str:
        """The cell of a metric, or of a part of it; empty where nothing is told yet."""
        metric, _, part = name.partition(".")
        return self._verdict(metric) if part == "sla" else self.cells.get(name, "")

    def _verdict(self, metric: str) -> str:
        if metric in self._breached:
            return "breach"
        is_kept = f"{metric}.policy" in self.cells and f"{metric}.fulfilled" in self.cells
        return "fulfill" if is_kept else ""


class ZendeskEvents(JsonExport):
    """One open export of metric events, or of tickets with theirs."""

    lists = frozenset({"ticket_metric_events", "tickets"})

    def __init__(
        self, source: DataSource, file: Path, shown: str, progress: Progress | None = None
    ) -> None:
        super().__init__(source, file, shown, progress)
        self._parts = [name for name in self.wanted if _is_of_metric(name)]
        self._metrics = {name.partition(".")[0] for name in self._parts}
        self._fields = [name for name in self.wanted if name not in (*FIXED, *self._parts)]
        self._state_column = (source.columns or {}).get("state")
        self._clocks: dict[str, Clocks] = {}
        self._events: set[int] = set()
        self._waiting: dict[str, dict[str, str]] = {}

    def _rows_of(self, members: dict[str, Any]) -> Iterator[dict[str, str]]:
        if "ticket_id" in members and "metric" in members:
            yield from self._rows_of_event(members)
        elif "ticket" in members or "metric_events" in members:
            yield from self._rows_of_ticket(members)
        else:
            raise ShapeError("this object is neither a metric event nor a ticket with its own")

    def _last_rows(self) -> Iterator[dict[str, str]]:
        """The tickets that never had a state: the report says so of each."""
        yield from self._waiting.values()

    def _rows_of_event(self, event: Mapping[str, Any]) -> Iterator[dict[str, str]]:
        """The row of an event of a page, unless it was told before."""
        number, before = whole(event.get("id"), "id"), len(self._events)
        self._events.add(number)
        is_new = len(self._events) > before or text(event.get("deleted"), "deleted") == "true"
        if is_new and self._is_mapped(event):
            ticket = text(event.get("ticket_id"), "ticket_id")
            clocks = self._clocks.setdefault(ticket, Clocks())
            row = self._event_row(ticket, clocks, event, {})
            if ticket in self._versions:
                yield self._left_out(row, TWICE)
            else:
                yield from self._from_first_state(clocks, row)

    def _from_first_state(self, clocks: Clocks, row: dict[str, str]) -> Iterator[dict[str, str]]:
        """A row, unless its ticket has no state yet: then it waits for one until the end."""
        column, ticket = self._state_column, row["ticket_id"]
        clocks.has_state |= not isinstance(column, str) or bool(row.get(column))
        if clocks.has_state:
            self._waiting.pop(ticket, None)
            yield row
        else:
            self._waiting[ticket] = row

    def _rows_of_ticket(self, members: dict[str, Any]) -> Iterator[dict[str, str]]:
        ticket = an_object(members.get("ticket", members), "ticket")
        id = text(ticket.get("id"), "ticket/id")
        found = self._occurrence(id, text(ticket.get("updated_at"), "ticket/updated_at"))
        if found == "same":
            return
        is_twice = found == "other" or id in self._clocks
        fault = NAMELESS if not id else TWICE if is_twice else _incomplete(members)
        now, clocks = _now(ticket, self._fields), Clocks()
        rows = list(self._told(id, clocks, now, members))
        last = rows.pop() if rows else self._row(id, clocks, "", {})
        last |= cells(now)
        if fault is not None:
            yield self._left_out(last, fault)
        else:
            for row in (*rows, last):
                yield from self._from_first_state(clocks, row)

    def _told(
        self, id: str, clocks: Clocks, now: State, members: dict[str, Any]
    ) -> Iterator[dict[str, str]]:
        """The rows of all audits and events of a ticket."""
        audits = _audits(members.get("audits"), self._fields)
        events = [each for each in _events(members) if self._is_mapped(each.details)]
        updates = merged(audits, events)
        replay = replayed(now if audits else {}, updates)
        if audits:  # events alone do not say what was before
            self.gaps = (self.gaps or 0) + replay.gaps
        for update, state in zip(updates, replay.states[1:], strict=True):
            if update.details:
                yield self._event_row(id, clocks, update.details, state)
            else:
                yield self._row(id, clocks, update.at, state)

    def _is_mapped(self, event: Mapping[str, Any]) -> bool:
        return text(event.get("metric"), "metric") in self._metrics

    def _event_row(
        self, ticket: str, clocks: Clocks, event: Mapping[str, Any], state: State
    ) -> dict[str, str]:
        clocks.apply(text(event["metric"], "metric"), event)
        return {
            **self._row(ticket, clocks, text(event.get("time"), "time"), state),
            "metric": text(event["metric"], "metric"),
            "type": text(event.get("type"), "type"),
            "instance_id": text(event.get("instance_id"), "instance_id"),
        }

    def _row(self, ticket: str, clocks: Clocks, at: str, state: State) -> dict[str, str]:
        clocks.rows += 1
        row = {"ticket_id": ticket, "at": at, "order": str(clocks.rows)}
        row |= {name: clocks.cell(name) for name in self._parts}
        return row | cells(state)


def _is_of_metric(name: str) -> bool:
    metric, dot, part = name.partition(".")
    return metric in METRICS and (not dot or part in OF_METRIC)


def _events(members: Mapping[str, Any]) -> list[Update]:
    """The events of a ticket, as a sideload of it or beside it: by metric, or in one list."""
    ticket = members.get("ticket", members)
    found = members.get("metric_events", ticket.get("metric_events"))
    by_metric = found if isinstance(found, dict) else {"": [] if found is None else found}
    logs = (objects(by_metric[name], f"metric_events/{name}") for name in sorted(by_metric))
    return merged(*([Update(text(e.get("time"), "time"), (), e) for e in log] for log in logs))


def _now(ticket: Mapping[str, Any], fields: Sequence[str]) -> State:
    """What the mapped fields of a ticket are now."""
    listed = ticket.get("custom_fields")
    custom = [] if listed is None else objects(listed, "custom_fields")
    own = {text(each.get("id"), "custom_fields/id"): each.get("value") for each in custom}
    known = own | dict(ticket)
    return {name: single(known[name], name) for name in fields if name in known}


def _audits(found: Any, fields: Sequence[str]) -> list[Update]:
    """The audits of a ticket in the order of their ids, and what they change of some fields."""
    audits = [] if found is None else objects(found, "audits")
    placed = sorted((whole(each.get("id"), "audits/id"), n) for n, each in enumerate(audits))
    return [_audit(audits[position], fields) for _, position in placed]


def _audit(audit: Mapping[str, Any], fields: Sequence[str]) -> Update:
    changes = []
    for event in objects(audit.get("events"), "audits/events"):
        field = text(event.get("field_name"), "audits/events/field_name")
        if event.get("type") in ("Create", "Change") and field in fields:
            old, new = (
                value(text(event.get(key), f"audits/events/{key}"))
                for key in ("previous_value", "value")
            )
            changes.append(Change(field, old, new))
    return Update(text(audit.get("created_at"), "audits/created_at"), changes)


def _incomplete(members: Mapping[str, Any]) -> CellFault | None:
    count, audits = members.get("count"), members.get("audits")
    if count is None or audits is None:
        return None
    here = len(objects(audits, "audits"))
    if here >= whole(count, "count"):
        return None
    sentence = f"it has {text(count, 'count')} audits, and {here} are here"
    return CellFault("incomplete history", sentence, "export all pages of its audits")
