"""Rule M110."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.samples import Sampled, sampled
from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="M110", name="sample-without-target-records", severity="warning", aspect="measurable")
def sample_without_target_records(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    No record of the sample belongs to a target.

    What it does:
        Reads the sample of the target's data source and looks for records of its service, and
        among them for one with a priority that has an objective.

    Why:
        On real records nothing of this target has been seen yet. Often the service has another
        name in the tool, so that every month will have no records at all.

    Wrong:

        kind: DataSource
        columns:
          {id: number, at: updated, state: state, priority: priority, reported: opened,
           service: offering}
        services: {service-desk: [Service Desk], network: [Network]}
        sample: samples/offerings.csv
        ---
        # file: samples/offerings.csv
        number,opened,updated,state,priority,offering
        INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,P1,Network
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1,Network

    Right:

        kind: DataSource
        columns:
          {id: number, at: updated, state: state, priority: priority, reported: opened,
           service: offering}
        services: {service-desk: [Service Desk], network: [Network]}
        sample: samples/offerings.csv
        ---
        # file: samples/offerings.csv
        number,opened,updated,state,priority,offering
        INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,P1,Service Desk
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1,Service Desk

    Source:
        ISO/IEC 20000-1:2018, 9.1: measurement methods give valid results.
    """
    for one in sampled(agreement, book):
        sentence = _lack(one)
        if sentence:
            yield finding_at(
                one.target.at.of("service"),
                f"no record of the sample of '{one.source.id}' belongs to target"
                f" '{one.target.id}': {sentence}",
                "map the labels of the tool to our words in the DataSource, or take a sample with"
                " such records",
                target=one.target.id,
            )


def _lack(one: Sampled) -> str:
    """What the records of the sample are instead; empty where one belongs to the target."""
    if not one.seen.records:
        seen = f"{one.column('service')}: {listed(one.services)}"
        return f"none is of service '{one.target.service}' ({seen})"
    wanted = set(one.target.objectives or {})
    if not wanted or wanted & one.seen.priorities.keys():
        return ""
    seen = listed(sorted(name or "none" for name in one.seen.priorities))
    return f"none has a priority with an objective ({one.column('priority')}: {seen})"
