"""Rule D041."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.hours import ALWAYS
from slaspec.checks.measurements import Promised, promised
from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import TICKETS
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric


@rule(id="D041", name="support-closed-while-clock-runs", severity="warning", aspect="document")
def support_closed_while_clock_runs(agreement: Agreement) -> Iterator[Finding]:
    """
    A target counts day and night, but nobody can be reached at night.

    What it does:
        For objectives on `24x7` hours whose clock starts when a ticket is reported, looks for a
        support channel that is open 24x7: among those that name the target, or that name none.
        Agreements without `support` are not asked here.

    Why:
        The customer reads "solved within five hours, day and night" and finds at two o'clock that
        the telephone rings until eight. The clock starts when the report is taken.

    Wrong:

        support: [{channel: phone, contact: "+47 21 00 00 00", hours: office}]
        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Right:

        support: [{channel: phone, contact: "+47 21 00 00 00", hours: 24x7}]
        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: service hours are part of a service level agreement; practice
        of service level management.
    """
    for each in promised(agreement):
        if not _runs_at_night(each):
            continue
        channels = [
            channel
            for channel in agreement.support or ()
            if channel.targets is None or each.target.id in channel.targets
        ]
        if channels and all(channel.hours != ALWAYS for channel in channels):
            hours = listed(channel.hours for channel in channels)
            yield finding_at(
                each.objective.at.of("hours"),
                f"'{each.name}' counts 24x7, but its support channels are open {hours} only",
                "open a channel with hours: 24x7, or count on the hours of the channels",
                target=each.target.id,
            )


def _runs_at_night(each: Promised) -> bool:
    metric = each.metric
    return (
        isinstance(metric, DurationMetric)
        and metric.start == "reported"
        and metric.records in TICKETS
        and each.hours == ALWAYS
    )
