"""Rule M043."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured, objectives
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.interpretation import Reopened
from slaspec.language.model.metric import DurationMetric
from slaspec.language.model.target import WorkingDays


@rule(
    id="M043",
    name="working-days-with-pause",
    severity="error",
    aspect="measurable",
    bars_settlement=True,
)
def working_days_with_pause(agreement: Agreement) -> Iterator[Finding]:
    """
    A limit in working days is a date, and a clock beside it is said to pause.

    What it does:
        Finds objectives within working days whose metric pauses in some state, or whose time
        between a stop and a reopening is paused.

    Why:
        "Two working days, the customer's time not counted": after an hour of waiting, the date is
        the same, an hour later or a day later. Nobody has agreed which.

    Wrong:

        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: {working_days: 2, due: end_of_day}, hours: office}}

    Right:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved, closed], pause: [],
             reopened: {clock: continues, gap: counts}}
        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: {working_days: 2, due: end_of_day}, hours: office}}

    Source:
        Regulation (EEC, Euratom) No 1182/71, article 3: a period of days ends with a day; it has
        no rule for an hour in between.
    """
    for target, metric in measured(agreement):
        if not isinstance(metric, DurationMetric):
            continue
        reopened = answer("reopened", target, metric, agreement.interpretation)
        gap_paused = isinstance(reopened, Reopened) and _pauses_the_gap(reopened)
        pauses = [f"in {state}" for state in metric.pause or ()]
        pauses += ["between a stop and a reopening"] if gap_paused else []
        for name, objective in objectives(target):
            if isinstance(objective.within, WorkingDays) and pauses:
                yield finding_at(
                    objective.at.of("within"),
                    f"{name} has a limit in working days, and its clock pauses {listed(pauses)}: a"
                    " date has no clock that could pause",
                    "write a limit in hours (16h); or pause: [] in the metric and gap: counts for"
                    " what is reopened",
                )


def _pauses_the_gap(reopened: Reopened) -> bool:
    return reopened.clock == "continues" and reopened.gap == "paused"
