"""
Issues of Jira with their changelogs, as its REST API gives them with `expand=changelog`.

An object is an issue; pages (`issues`, of `/search`), arrays and JSON Lines of issues are read
as well. A row is the creation or one entry of the changelog (`histories`, in the order of their
ids), with all that is in force after it:

- `key`, `id` of the issue, `at` (time of the entry), `order` (0 is the creation)
- any member of `fields`, by its name: `status`, `priority`, `assignee`, `project`, `issuetype`,
  `components`, `created`, `resolutiondate`, `customfield_10042`, … in the words of the entry
  (`toString`), several values with ", " between them
- of a field that holds an SLA of Jira Service Management, `customfield_10042.breached` (`true`,
  `false`) and `customfield_10042.elapsed` (seconds), of its last cycle, and
  `customfield_10042.stopped`, when its first cycle ended: the first response, of that SLA

Jira gives at most 100 entries with an issue: one whose `total` is larger is left out, unless the
pages of `/issue/{key}/changelog` stand in place of its `changelog`, as a list.

Source: Jira Cloud platform REST API v3, "Issues", "Issue search" and "Get changelogs".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from slaspec.records.reading.encoders import CellFault
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

FORMAT = "jira_changelog"
RECORDS = TICKET_KINDS

FIXED = ("key", "id", "at", "order")
MANY = frozenset({"components", "fixVersions", "versions"})
# What a changelog calls a field, where it has no `fieldId`: Jira Data Center.
FIELD_OF = {"Component": "components", "Fix Version": "fixVersions", "Version": "versions"}
NAMES = ("displayName", "name", "value", "key", "id", "accountId")


def open_table(
    source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> JiraIssues:
    """The rows of one export."""
    return JiraIssues(source, file, shown, progress)


class JiraIssues(TicketExport):
    """One open export of issues."""

    lists = frozenset({"issues"})
    many = MANY

    def __init__(
        self, source: DataSource, file: Path, shown: str, progress: Progress | None = None
    ) -> None:
        super().__init__(source, file, shown, progress)
        self._fields = [name for name in self.wanted if name not in FIXED]

    def _ticket(self, members: dict[str, Any]) -> Ticket:
        if "key" not in members or "fields" not in members:
            raise ShapeError("this object is no issue of Jira: it has no 'key' and 'fields'")
        fields = an_object(members["fields"], "fields")
        histories, fault = _histories(members.get("changelog"))
        return Ticket(
            id=text(members["key"], "key"),
            version=text(fields.get("updated"), "fields/updated"),
            begin=Update(text(fields.get("created"), "fields/created")),
            now={n: _values(fields[n], f"fields/{n}") for n in self._fields if n in fields},
            updates=[self._update(number, each) for number, each in histories],
            fixed={"key": text(members["key"], "key"), "id": text(members.get("id"), "id")},
            finally_=dict(self._measured(fields)),
            fault=fault,
        )

    def _update(self, number: int, history: dict[str, Any]) -> Update:
        where = f"changelog/histories (id {number})"
        items = objects(history.get("items"), f"{where}/items")
        told = [(self._field(item, where), item) for item in items]
        changes = [_change(field, item, where) for field, item in told if field in self._fields]
        return Update(text(history.get("created"), f"{where}/created"), changes)

    def _field(self, item: dict[str, Any], where: str) -> str:
        name = text(item.get("field"), f"{where}/items/field")
        if "fieldId" in item:
            return text(item["fieldId"], f"{where}/items/fieldId")
        has_custom = any(field.startswith("customfield_") for field in self._fields)
        if has_custom and item.get("fieldtype") == "custom":
            raise ShapeError(
                f"'{where}' changes the field '{name}' without its fieldId: nobody can tell"
                " which customfield_… it is"
            )
        return FIELD_OF.get(name, name)

    def _measured(self, fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """What Jira Service Management has measured, of the fields that are mapped."""
        for name in self._fields:
            field, _, part = name.partition(".")
            if part in OF_CYCLES and field in fields:
                yield name, OF_CYCLES[part](fields[field], f"fields/{field}")


def _histories(
    changelog: Any,
) -> tuple[list[tuple[int, dict[str, Any]]], CellFault | None]:
    """All entries by their ids, and why the issue cannot be used if some are missing."""
    if changelog is None:
        return [], _incomplete("it has no changelog")
    pages = objects(changelog if isinstance(changelog, list) else [changelog], "changelog")
    found: dict[int, dict[str, Any]] = {}
    for page in pages:
        for history in objects(page.get("histories", page.get("values")), "changelog/histories"):
            found[whole(history.get("id"), "changelog/histories/id")] = history
    totals = [whole(page["total"], "changelog/total") for page in pages if "total" in page]
    total = max(totals, default=0)
    fault = _incomplete(f"its changelog has {total} entries, and {len(found)} are here")
    return sorted(found.items()), fault if len(found) < total else None


def _incomplete(sentence: str) -> CellFault:
    export = "export it with expand=changelog and all pages of /issue/{key}/changelog"
    return CellFault("incomplete history", sentence, export)


def _change(field: str, item: dict[str, Any], where: str) -> Change:
    old, new = (_told(field, item, end, where) for end in ("from", "to"))
    return Change(field, old, new)


def _told(field: str, item: dict[str, Any], end: str, where: str) -> Value | None:
    """The words of an entry, and the id beside them, which is all that a deleted user leaves."""
    words = text(item.get(f"{end}String"), f"{where}/items/{end}String")
    if field == "labels":
        words = " ".join(sorted(words.split()))
    return value(words, text(item.get(end), f"{where}/items/{end}"))


def _values(found: Any, where: str) -> Values:
    """What a field holds: nothing, a text, a named object, or a list of them."""
    if where == "fields/labels" and isinstance(found, list):
        found = " ".join(sorted(text(each, where) for each in found))
    listed = found if isinstance(found, list) else [found]
    return several(*(_named(each, where) for each in listed))


def _named(found: Any, where: str) -> Value | None:
    if not isinstance(found, dict):
        return value(text(found, where))
    names = [text(found[name], f"{where}/{name}") for name in NAMES if name in found]
    return value(*names) if names else None


def _completed(field: Any, where: str) -> list[dict[str, Any]]:
    sla = an_object(field or {}, where)
    return objects(sla.get("completedCycles") or [], f"{where}/completedCycles")


def _last_cycle(field: Any, where: str) -> dict[str, Any]:
    cycles, ongoing = _completed(field, where), (field or {}).get("ongoingCycle") or {}
    return cycles[-1] if cycles else an_object(ongoing, f"{where}/ongoingCycle")


def _breached(field: Any, where: str) -> str:
    return text(_last_cycle(field, where).get("breached"), "breached")


def _stopped(field: Any, where: str) -> str:
    first = next(iter(_completed(field, where)), {})
    return text(an_object(first.get("stopTime") or {}, "stopTime").get("iso8601"), "stopTime")


def _elapsed(field: Any, where: str) -> str:
    elapsed = an_object(_last_cycle(field, where).get("elapsedTime") or {}, "elapsedTime")
    if "millis" not in elapsed:
        return ""
    return str(Decimal(whole(elapsed["millis"], "elapsedTime/millis")) / 1000)


OF_CYCLES: Mapping[str, Callable[[Any, str], str]] = {
    "breached": _breached,
    "elapsed": _elapsed,
    "stopped": _stopped,
}
