"""
Atlassian Statuspage: incidents and scheduled maintenances of a status page, as JSON.

Read are the public pages (`/api/v2/incidents.json`, `/api/v2/scheduled-maintenances.json`,
`/api/v2/summary.json`) and the lists of the manage API (`/v1/pages/ID/incidents`), one or several
in one file. There are two readings, and the DataSource chooses one by what it maps:

- `class: impact`: an incident is its components x its impact, from its start to its resolution.
- `class: component_status`: a component has the statuses that the updates of the incident give it,
  one after the other, from the first update that names it to the resolution; `operational` is no
  outage.

Columns of both: `incident` (its id), `name`, `kind` (`incident` or `maintenance`), `status`,
`impact`, `component` (its name), `component_id`, `from`, `until`; of the second also
`component_status`. An incident without a component counts for none, and is shown. What is not
resolved has no `until`; updates after the resolution (a postmortem, say) change nothing. A
maintenance lasts from the update that sets it in progress to the one that completes it; where none
does, as it is scheduled.

Source: the API documentation of Statuspage (https://developer.statuspage.io).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slaspec.records.reading.encoders import Unusable
from slaspec.records.reasons import quoted
from slaspec.records.sources.json_export import JsonExport, ShapeError, text
from slaspec.records.sources.statuspage_incidents import Incident, StatusSpan, incident_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import Progress

FORMAT = "statuspage"
RECORDS = ("outage",)

OPERATIONAL = "operational"
_NO_COMPONENT = Unusable(
    "no service",
    "the incident names no component, so it counts for none",
    "name its components on the status page, or count it by hand",
)
_NOBODY: dict[str, str] = {_NO_COMPONENT: _NO_COMPONENT}
_NO_STATUS = Unusable(
    "no state",
    "no update says which status the component had",
    "map class: impact, or give the component a status on the status page",
)


def open_table(
    source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> StatusPage:
    """The rows of one file."""
    return StatusPage(source, file, shown, progress)


class StatusPage(JsonExport):
    """The incidents of one file, once each: a page may show the last of the page before again."""

    lists = frozenset({"incidents", "scheduled_maintenances"})
    of_updates = False

    def __init__(
        self, source: DataSource, file: Path, shown: str, progress: Progress | None = None
    ) -> None:
        super().__init__(source, file, shown, progress)
        self._of_status = "component_status" in self.wanted
        self._of_parts = not {"component", "component_id"}.isdisjoint(self.wanted)
        self._versions: dict[str, str] = {}
        self.gaps = 0 if self._of_status else None

    def _rows_of(self, members: dict[str, Any]) -> Iterator[dict[str, str]]:
        incident = incident_of(members)
        if self._is_new(incident.id, text(members.get("updated_at"), "updated_at")):
            yield from self._by_status(incident) if self._of_status else self._by_impact(incident)

    def _is_new(self, id: str, version: str) -> bool:
        if id not in self._versions:
            self._versions[id] = version
            return True
        if version and self._versions[id] == version:
            return False
        sentence = f"incident {quoted(id)} stands in the file twice, in two versions"
        raise ShapeError(f"{sentence}: delete the older one")

    def _by_impact(self, incident: Incident) -> Iterator[dict[str, str]]:
        named = incident.components or _NOBODY if self._of_parts else {"": ""}
        times = {"from": incident.begin, "until": incident.end}
        for id, name in named.items():
            yield incident.cells | times | {"component": name, "component_id": id}

    def _by_status(self, incident: Incident) -> Iterator[dict[str, str]]:
        told = incident.statuses()
        assert self.gaps is not None
        self.gaps += told.gaps
        for id, name in (incident.affected | incident.components or _NOBODY).items():
            part = incident.cells | {"component": name, "component_id": id}
            nothing = StatusSpan(_NOBODY.get(id, _NO_STATUS), incident.begin, incident.end)
            for status, begin, end in told.spans.get(id, [nothing]):
                if status != OPERATIONAL:
                    yield part | {"component_status": status, "from": begin, "until": end}
