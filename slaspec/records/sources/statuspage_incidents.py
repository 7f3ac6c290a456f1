"""
One incident of a status page: how long it lasted, which components it was of, what they were.

Updates are ordered by the time that the page shows for them, which may be edited later; the API
lists the newest first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from slaspec.records.reading.encoders import Unusable
from slaspec.records.reasons import quoted
from slaspec.records.sources.json_export import ShapeError, objects, text

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_OVER = ("resolved", "completed", "postmortem")


class Affected(NamedTuple):
    """What an update says of a component: its status before, and from then on."""

    id: str
    name: str
    old: str
    new: str


class Posted(NamedTuple):
    """An update: its time as written and as an instant, the status of the incident from then on."""

    at: str
    instant: datetime
    status: str
    affected: Sequence[Affected]


class StatusSpan(NamedTuple):
    """A status of a component, from and until times as written; empty while it lasts."""

    status: str
    begin: str
    end: str


class Statuses(NamedTuple):
    """The statuses of each component, by its id; how many do not follow from the one before."""

    spans: Mapping[str, Sequence[StatusSpan]]
    gaps: int


@dataclass(frozen=True)
class Incident:
    """
    An incident or a maintenance: `cells` are the same in all of its rows.

    `begin` and `end` are times as written; `end` is empty while it lasts. `components` are the
    names of its components by id, `affected` of those that its updates name: an edit may have
    taken some of them off again. `updates` are in the order of their times.
    """

    id: str
    cells: dict[str, str]
    begin: str
    end: str
    components: dict[str, str]
    affected: dict[str, str]
    updates: Sequence[Posted]

    def statuses(self) -> Statuses:
        """What the updates until the resolution say, each status until the next one or the end."""
        changes: dict[str, list[tuple[str, str]]] = {}
        gaps = 0
        for update in self._in_time():
            for part in update.affected:
                mine = changes.setdefault(part.id, [])
                gaps += bool(mine) and part.old != mine[-1][0]
                if not mine or part.new != mine[-1][0]:
                    mine.append((part.new, update.at))
        spans = {}
        for id, found in changes.items():
            ends = [*(at for _, at in found[1:]), self.end]
            spans[id] = [StatusSpan(*each, end) for each, end in zip(found, ends, strict=True)]
        return Statuses(spans, gaps)

    def _in_time(self) -> Sequence[Posted]:
        """Updates from the begin to the end; what was said before the begin holds from there on."""
        begin = _instant(self.begin, "started_at") if self.begin else _LONG_AGO
        ended = bool(self.end) and not isinstance(self.end, Unusable)
        end = _instant(self.end, "resolved_at") if ended else None
        kept = [each for each in self.updates if end is None or each.instant <= end]
        return [
            each._replace(at=self.begin, instant=begin) if each.instant < begin else each
            for each in kept
        ]


def incident_of(members: Mapping[str, Any]) -> Incident:
    """The incident that an object tells of; raises `ShapeError` for another object."""
    if not {"id", "impact", "status"} <= members.keys():
        raise ShapeError("this is no incident of Statuspage: it lacks 'id', 'impact' or 'status'")
    updates = _updates(members.get("incident_updates"))
    maintenance = members.get("scheduled_for") is not None
    affected = {part.id: part.name for update in updates for part in update.affected}
    id = text(members["id"], "id")
    cells = {
        "incident": id,
        "name": text(members.get("name"), "name"),
        "kind": "maintenance" if maintenance else "incident",
        "status": text(members["status"], "status"),
        "impact": text(members["impact"], "impact"),
    }
    return Incident(
        id=id,
        cells=cells,
        begin=_begin(members, updates, maintenance=maintenance),
        end=_end(members, updates, maintenance=maintenance),
        components=_components(members) or affected,
        affected=affected,
        updates=updates,
    )


def _begin(members: Mapping[str, Any], updates: Sequence[Posted], *, maintenance: bool) -> str:
    if not maintenance:
        return _first(members, "started_at", "created_at")
    began = (update.at for update in updates if update.status == "in_progress")
    return next(began, "") or _first(members, "scheduled_for")


def _end(members: Mapping[str, Any], updates: Sequence[Posted], *, maintenance: bool) -> str:
    resolved = _first(members, "resolved_at")
    status = text(members["status"], "status")
    if resolved:
        return resolved
    if status == "scheduled" and maintenance:
        return _first(members, "scheduled_until")
    if status not in _OVER:
        return ""
    ended = (update.at for update in updates if update.status in _OVER)
    sentence = f"the incident is {quoted(status)}, and nothing says since when"
    return next(ended, "") or Unusable("unreadable time", sentence, "export it with resolved_at")


def _first(members: Mapping[str, Any], *keys: str) -> str:
    """The first of some members that is filled."""
    return next((word for key in keys if (word := text(members.get(key), key))), "")


def _components(members: Mapping[str, Any]) -> dict[str, str]:
    listed = objects(members.get("components") or [], "components")
    return {text(each.get("id"), "id"): text(each.get("name"), "name") for each in listed}


def _updates(found: Any) -> list[Posted]:
    """Those of one time in the order in which they were posted: the newest is listed first."""
    listed = objects(found or [], "incident_updates")
    posted = [_posted(each, f"incident_updates/{i}") for i, each in enumerate(listed)]
    posted.reverse()
    return sorted(posted, key=lambda update: update.instant)


def _posted(update: Mapping[str, Any], where: str) -> Posted:
    at = _first(update, "display_at", "created_at")
    listed = objects(update.get("affected_components") or [], f"{where}/affected_components")
    return Posted(
        at=at,
        instant=_instant(at, f"{where}/display_at"),
        status=text(update.get("status"), f"{where}/status"),
        affected=[Affected(*(text(each.get(key), key) for key in _AFFECTED)) for each in listed],
    )


_AFFECTED = ("code", "name", "old_status", "new_status")


def _instant(word: str, where: str) -> datetime:
    try:
        found = datetime.fromisoformat(word)
    except ValueError:
        raise ShapeError(f"'{where}' is {quoted(word)}, no time") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
