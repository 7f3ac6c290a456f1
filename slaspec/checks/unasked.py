"""Questions of the interpretation that nothing in an agreement asks."""

from __future__ import annotations

from slaspec.checks.targets import measured, used_remedies
from slaspec.checks.unanswered import by_priority, counts_records, judges_a_share, times_records
from slaspec.language.model import Agreement

_ASKED_OF_TARGETS = {
    "limit_reached": times_records,
    "reopened": times_records,
    "without_stop": times_records,
    "assign_to": counts_records,
    "leave_out": counts_records,
    "priority": by_priority,
    "reclassified": by_priority,
    "few_events": judges_a_share,
}
_ASKED_OF_REMEDIES = ("prorate", "rounding", "nature", "claim", "settlement")


def unasked(agreement: Agreement) -> list[str]:
    """
    Questions about the clocks of records, priorities and shares where no target has any, and
    about money where no remedy follows; none where a metric is not known, which may ask.
    """
    targets = list(measured(agreement))
    if not targets or len(targets) < len(agreement.targets or ()):
        return []
    found = [q for q, asks in _ASKED_OF_TARGETS.items() if not any(asks(*each) for each in targets)]
    return found if used_remedies(agreement) else [*found, *_ASKED_OF_REMEDIES]
