"""
Issues of GitLab with their resource events.

An object is an issue as the API gives it (`/projects/{id}/issues`), with the lists of its events
as further members: `resource_state_events`, `resource_label_events`, `resource_milestone_events`.
`tree/project/issues.ndjson` of a project export is made of such objects. Arrays and pages
(`issues`) are read as well. A row is the creation or one update (the events of one user at one
time), with all that is in force after it:

- `reference` (`group/project#7`; without one, the id of the project and `#7`), `iid`,
  `project_id`, `id`, `at` (time of the update), `order` (0 is the creation)
- `state`: `opened` or `closed`
- `priority::`, or any other scope of labels: the label in force of this scope, such as
  `priority::high`, nothing where there is none, and both with ", " between them where there are
  two
- `state/status::`, or with any other scope: `closed` while the issue is closed, else the label of
  this scope, else `opened`
- `milestone`: its title
- any other member of the issue (`severity`, `issue_type`, `closed_at`, …): only what it finally
  is; GitLab has no events for it

Source: GitLab REST API, "Issues" and "Resource state, label and milestone events".
"""

from __future__ import annotations

import difflib
from itertools import groupby
from typing import TYPE_CHECKING, Any

from slaspec.records.reading.encoders import CellFault
from slaspec.records.reading.mapping import TICKET_KINDS
from slaspec.records.reasons import quoted
from slaspec.records.sources.json_export import (
    ShapeError,
    Ticket,
    TicketExport,
    objects,
    several,
    single,
    text,
    whole,
)
from slaspec.records.sources.updates import Change, Update, merged, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.sources.updates import State, Value
    from slaspec.records.tickets import Progress

FORMAT = "gitlab_events"
RECORDS = TICKET_KINDS

FIXED = ("reference", "iid", "project_id", "id", "at", "order")
TOLD = ("state", "milestone")
STATE_BEFORE = {"closed": ("opened", "closed"), "reopened": ("closed", "opened")}
WITH_STATE = "state/"


def open_table(
    source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> GitlabIssues:
    """The rows of one export."""
    return GitlabIssues(source, file, shown, progress)


class GitlabIssues(TicketExport):
    """One open export of issues with their events."""

    lists = frozenset({"issues"})

    def __init__(
        self, source: DataSource, file: Path, shown: str, progress: Progress | None = None
    ) -> None:
        super().__init__(source, file, shown, progress)
        self._joined = [name for name in self.wanted if name.startswith(WITH_STATE)]
        named = (name.removeprefix(WITH_STATE) for name in self.wanted)
        self._scopes = [name for name in dict.fromkeys(named) if name.endswith("::")]
        self._others = [
            name
            for name in self.wanted
            if name not in (*FIXED, *TOLD, *self._joined, *self._scopes)
        ]
        self.many = frozenset((*self._scopes, "milestone"))
        self._met: set[str] = set()

    def _ticket(self, members: dict[str, Any]) -> Ticket:
        for key in ("iid", "created_at", "state"):
            if key not in members:
                raise ShapeError(f"this object is no issue of GitLab: it has no '{key}'")
        fixed = {key: text(members.get(key), key) for key in ("iid", "project_id", "id")}
        fixed["reference"] = _reference(members, fixed)
        return Ticket(
            id=fixed["reference"],
            version=text(members.get("updated_at"), "updated_at"),
            begin=Update(text(members["created_at"], "created_at")),
            now=self._now(members),
            updates=self._updates(members),
            fixed=fixed,
            finally_={n: _member(members[n], n) for n in self._others if n in members},
            fault=self._incomplete(members),
        )

    def _now(self, issue: Mapping[str, Any]) -> State:
        labels = _labels(issue)
        self._met.update(map(_scope, labels))
        now = {each: several(*_of_scope(labels, each)) for each in self._scopes}
        now["state"] = single(issue["state"], "state")
        now["milestone"] = several(value(_title(issue.get("milestone"), "milestone")))
        return now

    def _row(self, ticket: Ticket, update: Update, state: State) -> dict[str, str]:
        row = super()._row(ticket, update, state)
        for name in self._joined:
            label = row[name.removeprefix(WITH_STATE)]
            row[name] = row["state"] if row["state"] == "closed" or not label else label
        return row

    def _updates(self, issue: Mapping[str, Any]) -> list[Update]:
        states = [_state_update(each) for each in _events(issue, "state")]
        milestones = self._listed(_events(issue, "milestone"), "milestone")
        labels = self._listed(_events(issue, "label"), "label")
        return merged(labels, milestones, [each for each in states if each is not None])

    def _listed(self, events: Iterable[dict[str, Any]], kind: str) -> list[Update]:
        """Events that add or remove something; those of one user at one time are one update."""
        return [
            Update(at, [change for each in together for change in self._changes(each, kind)])
            for (at, _), together in groupby(events, lambda event: _together(event, kind))
        ]

    def _changes(self, event: dict[str, Any], kind: str) -> Iterator[Change]:
        title = _title(event.get(kind), f"resource_{kind}_events/{kind}")
        action = event.get("action")
        if action not in ("add", "remove"):
            raise ShapeError(f"'resource_{kind}_events/action' is neither add nor remove")
        field = kind if kind == "milestone" else _scope(title)
        self._met.add(field)
        if not title:  # it was deleted since: nobody can tell which one it was
            self.gaps = (self.gaps or 0) + 1
        elif field in self.many:
            changed = value(title)
            yield Change(field, *((None, changed) if action == "add" else (changed, None)))

    def _incomplete(self, issue: Mapping[str, Any]) -> CellFault | None:
        needed = ["state"] * bool({"state", *self._joined} & self.wanted.keys())
        needed += ["label"] * bool(self._scopes) + ["milestone"] * ("milestone" in self.wanted)
        for kind in needed:
            if issue.get(name := f"resource_{kind}_events") is None:
                sentence = f"it stands in the file without its {name}"
                return CellFault("incomplete history", sentence, f"add {name} to the issue")
        return None

    def _last_rows(self) -> Iterable[dict[str, str]]:
        """No row; but a scope that no label has, and that is nearly one of them, is a mistake."""
        for scope in self._scopes:
            near = difflib.get_close_matches(scope, sorted(self._met - {"", scope}), 1, 0.75)
            if scope not in self._met and near:
                sentence = f"no label of any issue begins with {quoted(scope)}"
                raise self.refusal(sentence, 1, 1, f"did you mean {quoted(near[0])}?")
        return ()


def _events(issue: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    """The events of a kind in the order of their ids; a project export has none, but the order."""
    name = f"resource_{kind}_events"
    events = issue.get(name)
    found = [] if events is None else objects(events, name)
    if any("id" not in each for each in found):
        return found
    return sorted(found, key=lambda each: whole(each["id"], f"{name}/id"))


def _state_update(event: dict[str, Any]) -> Update | None:
    at = text(event.get("created_at"), "resource_state_events/created_at")
    state = text(event.get("state"), "resource_state_events/state")
    if state == "opened":  # the creation, of which there is a row
        return None
    if state not in STATE_BEFORE:
        raise ShapeError(f"'resource_state_events/state' is {quoted(state)}")
    old, new = STATE_BEFORE[state]
    return Update(at, [Change("state", value(old), value(new))])


def _together(event: dict[str, Any], kind: str) -> tuple[str, str]:
    where = f"resource_{kind}_events"
    user = event.get("user")
    id = user.get("id") if isinstance(user, dict) else event.get("user_id")
    return text(event.get("created_at"), f"{where}/created_at"), text(id, f"{where}/user")


def _labels(issue: Mapping[str, Any]) -> list[str]:
    """The names of an issue's labels: plain, with details, or as a project export links them."""
    if "label_links" in issue:
        links = objects(issue["label_links"], "label_links")
        return [_title(link.get("label"), "label_links/label") for link in links]
    labels = issue.get("labels")
    if not isinstance(labels, list):
        raise ShapeError("this issue has neither 'labels' nor 'label_links'")
    return [_title(each, "labels") for each in labels]


def _title(found: Any, where: str) -> str:
    if not isinstance(found, dict):
        return text(found, where)
    key = "title" if "title" in found else "name"
    return text(found.get(key), f"{where}/{key}")


def _scope(label: str) -> str:
    """All of a label through its last `::`, as GitLab has it; empty without one."""
    scope, colons, _ = label.rpartition("::")
    return scope + colons


def _of_scope(labels: Iterable[str], scope: str) -> Iterator[Value | None]:
    return (value(label) for label in labels if _scope(label) == scope)


def _reference(issue: Mapping[str, Any], fixed: Mapping[str, str]) -> str:
    references = issue.get("references")
    full = references.get("full") if isinstance(references, dict) else None
    return text(full, "references/full") or f"{fixed['project_id']}#{fixed['iid']}"


def _member(found: Any, where: str) -> str:
    """A member as a text: of a person or a milestone its name, several with ", " between them."""
    if isinstance(found, list):
        return ", ".join(_member(each, where) for each in found)
    if isinstance(found, dict):
        names = (found.get(key) for key in ("username", "title", "name"))
        return next((text(each, where) for each in names if each is not None), "")
    return text(found, where)
