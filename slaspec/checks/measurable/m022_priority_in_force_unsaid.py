"""Rule M022."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import by_priority, unanswered
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="M022", name="priority-in-force-unsaid", severity="error", aspect="measurable")
def priority_in_force_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says which priority judges a record whose priority was changed.

    What it does:
        Asks every target with objectives by priority for `priority`: `at_open`, `final` or
        `worst`.

    Why:
        A record that was opened as P1 and closed as P3 has five hours or five days. Whoever can
        lower a priority shortly before the limit decides the verdict.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, priority: final}

    Source:
        Zammad recomputes a ticket with every change, ServiceNow starts a new clock, Jira judges
        the open cycle only.
    """
    return unanswered(
        agreement,
        "priority",
        "a record that was opened as one priority and closed as another has two limits",
        "add priority: final to the interpretation (or at_open, worst)",
        by_priority,
    )
