"""Rule C002."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.ladders import HalfLine, Step, measured_ladder
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import Limit, followed, limit_of, measured, objectives
from slaspec.checks.unanswered import judges_a_share
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.interpretation import FewEvents
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Target


@rule(id="C002", name="rung-pays-when-met", severity="warning", aspect="remedies")
def rung_pays_when_met(agreement: Agreement) -> Iterator[Finding]:
    """
    A rung of a ladder pays where the verdict says that nothing is due.

    What it does:
        Compares every rung of a credit with every objective that it follows, also where few
        records are judged by a count of misses (`few_events`), and every rung of a bonus with the
        values that miss the objective. A ladder fires by its rungs alone, whatever the verdict is.

    Why:
        "At least 99.9 %" is met at 99.9 %, and "99.9 % or less" pays at 99.9 %. A provider who
        keeps the promise pays for it.

    Wrong:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{at_or_below: 99.9%, pays: 10%}], over: measured}
            base: {charge: network}

    Right:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{below: 99.9%, pays: 10%}], over: measured}
            base: {charge: network}

    Source:
        GitHub's agreement is kept at 99.9 % and its first row pays for 99.9 % or less.
    """
    for target, remedy in followed(agreement):
        ladder = measured_ladder(remedy)
        for step in ladder.steps if ladder is not None else ():
            for name, objective in objectives(target):
                limit = limit_of(objective)
                if limit is not None and step.rung.pays.value > 0:
                    yield from _pays_beyond(target, remedy, step, name, limit)
    yield from _pays_when_met_by_count(agreement)


def _pays_beyond(
    target: Target, remedy: Remedy, step: Step, name: str, limit: Limit
) -> Iterator[Finding]:
    """A rung of a credit with values that meet an objective, one of a bonus that miss it."""
    bonus, higher = remedy.nature == "bonus", limit.higher_is_better
    beyond = HalfLine(higher == bonus, limit.figure, not bonus, limit.unit)
    if step.at.line.meets(beyond):
        verdict = "missed" if bonus else "met"
        key = ("at_or_above" if higher else "at_or_below") if bonus else _strict(limit)
        yield finding_at(
            step.at.at,
            f"'{remedy.id}' pays {step.rung.pays} {step.at}, also where {name} is {verdict}"
            f" ({limit.text})",
            f"write {key}: {limit.text}, or beyond it",
            target=target.id,
        )


def _strict(limit: Limit) -> str:
    return "below" if limit.higher_is_better else "above"


def _pays_when_met_by_count(agreement: Agreement) -> Iterator[Finding]:
    """Ladders over a share that is judged by a count of misses where there are few records."""
    metrics = {target.id: metric for target, metric in measured(agreement)}
    for target, remedy in followed(agreement):
        ladder, metric = measured_ladder(remedy), metrics.get(target.id)
        few = answer("few_events", target, metric, agreement.interpretation)
        if ladder is None or remedy.nature == "bonus" or not isinstance(few, FewEvents):
            continue
        first = next((step for step in ladder.steps if step.rung.pays.value > 0), None)
        share = first is not None and first.at.line.below and first.at.amount.unit == "%"
        if first and share and metric and few.allow_misses and judges_a_share(target, metric):
            yield finding_at(
                first.at.at,
                f"'{remedy.id}' pays {first.rung.pays} {first.at}, also where {target.id} is met by"
                f" count: of up to {few.up_to} records {few.allow_misses} may miss (few_events)",
                "answer few_events: none for this target, or pay a flat rate, which follows the"
                " verdict",
                target=target.id,
            )
