"""Rule D034."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import between_companies
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured, objectives
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.metric import Metric
from slaspec.language.model.target import Target


@rule(id="D034", name="no-room-for-the-extreme", severity="info", aspect="document")
def no_room_for_the_extreme(agreement: Agreement) -> Iterator[Finding]:
    """
    A target has no room for the extreme case, and does not say why it needs none.

    What it does:
        Looks at every target of an SLA contract for one of: an exclusion of its metric, an answer
        to `few_events`, a volume above which records are `not_judged`, an obligation that is no
        more than an effort, or a `remark`. OLAs, UCs and charters are not asked.

    Why:
        A storm, a strike, a month with three tickets: the case comes in every long term. Agreed
        beforehand it is a line in the statement, afterwards it is an argument.

    Wrong:

        interpretation: {window: month, few_events: none, obligation: result}
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Right:

        interpretation: {window: month, few_events: none, obligation: result}
        targets:
          - {id: availability, service: network, metric: network-availability,
             remark: the network has two carriers; no event is excused,
             objective: {availability: 99.9%}}

    Source:
        UNIDROIT Principles 2016, article 7.1.7: force majeure; practice of service level
        management.
    """
    if agreement.kind != "SLA" or not between_companies(agreement):
        return
    for target, metric in measured(agreement):
        if not _has_room(agreement, target, metric):
            yield finding_at(
                target.at.of("id"),
                f"'{target.id}' has no room for the extreme case: no exclusion, no rule for few"
                " events, no limit of volume, and no remark why not",
                "add exclusions: [force-majeure] to its metric, or remark: … to the target",
            )


def _has_room(agreement: Agreement, target: Target, metric: Metric) -> bool:
    def said(question: str) -> object:
        return answer(question, target, metric, agreement.interpretation)

    remarks = (target.remark, *(objective.remark for _, objective in objectives(target)))
    volumes = (line.volume for line in agreement.services or () if line.service == target.service)
    return bool(
        metric.exclusions
        or any(remarks)
        or said("few_events") not in (None, "none")
        or said("minimum_sample")
        or said("obligation") in ("effort", "report_only")
        or any(volume is not None and volume.above == "not_judged" for volume in volumes)
    )
