"""Rule D013."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.node import Place


@rule(id="D013", name="unknown-target", severity="error", aspect="document")
def unknown_target(agreement: Agreement) -> Iterator[Finding]:
    """
    Something refers to a target that is not there.

    What it does:
        Looks up the targets that the purpose names, that give a right to terminate, and that hold
        on a support channel.

    Why:
        A right to terminate after three misses of a target that does not exist can never be used.

    Wrong:

        termination: [{when: {missed: uptime, times: 3, in: rolling 12 months}, by: customer}]

    Right:

        termination: [{when: {missed: availability, times: 3, in: rolling 12 months}, by: customer}]

    Source:
        Fastly's published agreement gives a right to terminate after three months below a stated
        availability: it needs to be clear which figure is meant.
    """
    known = [target.id for target in agreement.targets or ()]
    for said, at in _named(agreement):
        if said not in known:
            yield finding_at(at, f"there is no target '{said}'", instead_of(said, known, "targets"))


def _named(agreement: Agreement) -> Iterator[tuple[str, Place]]:
    for purpose in agreement.purpose or ():
        for position, said in enumerate(purpose.targets):
            yield said, purpose.at.of("targets", position)
    for right in agreement.termination or ():
        yield right.when.missed, right.when.at.of("missed")
    for channel in agreement.support or ():
        if isinstance(channel.targets, tuple):
            for position, said in enumerate(channel.targets):
                yield said, channel.at.of("targets", position)
