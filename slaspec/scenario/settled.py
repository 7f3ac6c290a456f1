"""What a scenario comes to in money: its measurements through the whole pipeline of remedies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from slaspec.language.model import Agreement
from slaspec.measure.faults import located
from slaspec.measure.windows import period
from slaspec.scenario.tables import shown_beside

if TYPE_CHECKING:
    from decimal import Decimal

    from slaspec.language.amendments import Text
    from slaspec.language.book import Book
    from slaspec.language.model import Scenario
    from slaspec.language.model.node import Place
    from slaspec.language.quantities import Money
    from slaspec.measure.results import Measurements
    from slaspec.remedies.ledger.with_ledger import Known
    from slaspec.remedies.statement import Statement


def settled(
    book: Book, scenario: Scenario, measured: Mapping[str, Measurements]
) -> dict[str, Statement]:
    """
    The statements of the judged agreements that have remedies, where amounts are expected.

    Raises as `settle_with_ledger` and `read_issued` do, and `LocatedError` for a given charge that
    is of no service, or in another currency.
    """
    found: dict[str, Statement] = {}
    if not scenario.expect.settles:
        return found
    last = period(scenario.period)[1]
    texts = {id: book.texts(id).up_to(last) for id in measured}
    _require_charges_of_ours(scenario, [text.agreement for of in texts.values() for text in of])
    for id, measurements in measured.items():
        if any(target.remedies for text in texts[id] for target in text.agreement.targets or ()):
            found[id] = _settled(book, scenario, texts[id], measurements)
    return found


def _settled(
    book: Book, scenario: Scenario, texts: tuple[Text, ...], measured: Measurements
) -> Statement:
    from slaspec.remedies.ledger.with_ledger import settle_with_ledger

    agreement = texts[-1].agreement
    known = _known(book, scenario, agreement)
    return settle_with_ledger(texts, measured, known, _charges(scenario, agreement))


def _known(book: Book, scenario: Scenario, agreement: Agreement) -> Known:
    """The given entries, which are about the agreement of the scenario itself, and statements."""
    from slaspec.remedies.ledger.deadlines import Deadlines
    from slaspec.remedies.ledger.issued_files import read_issued
    from slaspec.remedies.ledger.with_ledger import Known

    deadlines = Deadlines(book, agreement, scenario.as_of.value)
    entries = (scenario.given.ledger or ()) if agreement.id == scenario.agreement else ()
    named = scenario.given.history or ()
    files = [_statement_file(book, scenario, number) for number in range(len(named))]
    if not files:
        return Known(deadlines, entries)
    others = [each.id for each in book.of(Agreement)]
    return Known(deadlines, entries, read_issued(files, agreement, others, entries))


def _statement_file(book: Book, scenario: Scenario, number: int) -> tuple[Path, str]:
    name = (scenario.given.history or ())[number]
    path = book.attachment(scenario, name)
    if path is None:
        at = scenario.given.at.of("history", number)
        raise located(f"there is no file '{name}'", at, "correct the name, or add the file")
    return path, shown_beside(scenario, name)


def _charges(scenario: Scenario, agreement: Agreement) -> dict[tuple[str, str], Decimal]:
    """The given charges of the services of an agreement, by window and service."""
    ours = _services([agreement])
    found: dict[tuple[str, str], Decimal] = {}
    for row in scenario.given.charges or ():
        if row.service in ours:
            _require_currency(agreement, row.amount, row.at.of("amount"))
            found[row.window, row.service] = row.amount.amount
    return found


def _require_currency(agreement: Agreement, charge: Money, at: Place) -> None:
    if agreement.currency is not None and charge.currency != agreement.currency:
        raise located(
            f"{charge} is not in the currency of '{agreement.id}' ({agreement.currency})",
            at,
            "state the charge in the currency of the agreement",
        )


def _require_charges_of_ours(scenario: Scenario, agreements: Iterable[Agreement]) -> None:
    known = _services(agreements)
    for row in scenario.given.charges or ():
        if row.service not in known:
            raise located(
                f"no agreement of the scenario has a service '{row.service}'",
                row.at.of("service"),
                f"there are: {', '.join(sorted(known)) or 'none'}",
            )
        if row.amount.amount < 0:
            at = row.at.of("amount")
            raise located(f"a charge is never negative: {row.amount}", at, "leave the minus out")


def _services(agreements: Iterable[Agreement]) -> frozenset[str]:
    return frozenset(line.service for each in agreements for line in each.services or ())
