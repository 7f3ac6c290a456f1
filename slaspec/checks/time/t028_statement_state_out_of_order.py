"""Rule T028."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.ledgers import entries_of, states_of
from slaspec.language.model import Ledger
from slaspec.language.model.ledger import StatementEntry
from slaspec.remedies.ledger.statement_states import FOLLOWS


@rule(id="T028", name="statement-state-out-of-order", severity="error", aspect="time")
def statement_state_out_of_order(ledger: Ledger, book: Book) -> Iterator[Finding]:
    """
    A statement takes a state that cannot follow the one before it.

    What it does:
        Follows the entries of each statement by date through all ledgers of the agreement: agreed
        or issued first; issued then agreed, disputed or settled; a settled one is only adjusted,
        and a lapsed one stays lapsed. Only a disputed statement names `targets` in dispute.

    Why:
        What counts as agreed by silence, and what is paid in a dispute, follows from the state. A
        dispute of a statement that nobody issued stops a payment that nobody owes.

    Wrong:

        kind: Ledger
        entries:
          - {statement: 2026-01, date: 2026-02-06, state: settled}
          - {statement: 2026-01, date: 2026-02-10, state: disputed}

    Right:

        kind: Ledger
        entries:
          - {statement: 2026-01, date: 2026-02-06, state: issued}
          - {statement: 2026-01, date: 2026-02-10, state: disputed}

    Source:
        UN/CEFACT Cross Industry Invoice: a settled document is corrected by another one.
    """
    every = entries_of(book, ledger.agreement)
    own = [entry for entry in ledger.entries if isinstance(entry, StatementEntry)]
    mine = {id(entry) for entry in own}
    for window in dict.fromkeys(entry.statement for entry in own):
        before = ""
        for entry in states_of(every, window):
            if id(entry) in mine and entry.state not in FOLLOWS[before]:
                yield _out_of_order(entry, before)
            before = entry.state
    for entry in own:
        if entry.targets is not None and entry.state != "disputed":
            yield finding_at(
                entry.at.of("targets"),
                f"the statement of {entry.statement} is {entry.state}, and names targets in"
                " dispute",
                "leave them out, or write state: disputed",
            )


def _out_of_order(entry: StatementEntry, before: str) -> Finding:
    if not before:
        said = f"the statement of {entry.statement} is {entry.state} before it was issued or agreed"
    else:
        said = f"the statement of {entry.statement} was {before} and cannot become {entry.state}"
    follows = ", ".join(FOLLOWS[before]) or "nothing"
    return finding_at(entry.at.of("state"), said, f"here may follow: {follows}")
