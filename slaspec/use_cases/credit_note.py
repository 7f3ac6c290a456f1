"""
A credit note of a statement, after EN 16931: what is owed to the customer, as an invoice system
books it. Bonuses and what is taken back are never on it, not even below zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.errors import LocatedError, UsageError
from slaspec.language.model import Parties
from slaspec.language.organisations import line_of
from slaspec.remedies.money import decimals, from_minor, round_money, to_minor
from slaspec.use_cases.credit_note_facts import Facts, InvoiceRef, Vat

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model.parties import Organisation
    from slaspec.remedies.statement import Line
    from slaspec.use_cases.preview import Preview

MOST_NAMED = 5
MOST_DECIMALS = 2  # BR-DEC: amounts of an invoice


@dataclass(frozen=True)
class NoteLine:
    """One line: what it credits, its first and last day of service, and its net amount."""

    number: int
    name: str
    description: str
    first: str
    last: str
    net: Decimal


@dataclass(frozen=True)
class CreditNote:
    """
    A credit note: its facts, both parties, the invoices it refers to, and lines above zero.

    `left_out` are sentences about lines of the statement that are not on it.
    """

    facts: Facts
    agreement: str
    note: str
    currency: str
    seller: Organisation
    buyer: Organisation
    invoices: tuple[InvoiceRef, ...]
    lines: tuple[NoteLine, ...]
    left_out: tuple[str, ...] = ()

    @property
    def vat(self) -> Vat:
        """The VAT of all lines."""
        return self.facts.vat

    @property
    def net(self) -> Decimal:
        """The sum of the lines (BR-CO-10): they are whole minor units already."""
        units = (to_minor(Fraction(line.net), self.currency, "down") for line in self.lines)
        return from_minor(sum(units), self.currency)

    @property
    def tax(self) -> Decimal:
        """The VAT of the net amount, rounded once (BR-CO-17)."""
        rate = Fraction(self.vat.rate or 0)
        return round_money(Fraction(self.net) * rate / 100, self.currency, "half_up")

    @property
    def total(self) -> Decimal:
        """Net and VAT (BR-CO-15)."""
        return round_money(Fraction(self.net) + Fraction(self.tax), self.currency, "down")

    @property
    def period(self) -> tuple[str, str]:
        """The first and the last day of what is credited."""
        return min(line.first for line in self.lines), max(line.last for line in self.lines)


def credit_note(book: Book, preview: Preview, facts: Facts) -> CreditNote:
    """
    The credit note of a preview.

    Raises `UsageError` where nothing is owed to the customer or the currency has more decimals
    than an invoice takes, `LocatedError` where a party, the invoice that is credited, or the choice
    of one nature is missing: with one sentence that says what to add where.
    """
    agreement, currency = preview.agreement, preview.statement.currency
    if decimals(currency) > MOST_DECIMALS:
        raise UsageError(f"EN 16931 has no credit notes in {currency}: it takes two decimals")
    credited = _credited(preview, facts)
    seller, buyer = _parties(book, preview, facts.vat)
    return CreditNote(
        facts=facts,
        agreement=agreement.id,
        note=(
            f"{agreement.title}, version {agreement.version}: credits for {preview.period},"
            f" as of {preview.run['as_of']}"
        ),
        currency=currency,
        seller=seller,
        buyer=buyer,
        invoices=_invoices(preview, credited, facts),
        lines=tuple(_note_line(number, line) for number, line in credited),
        left_out=tuple(_left_out(preview, credited)),
    )


def _credited(preview: Preview, facts: Facts) -> list[tuple[int, Line]]:
    """The lines that are owed to the customer, of one nature, with their numbers."""
    numbered = enumerate(preview.statement.lines, 1)
    owed = [(n, line) for n, line in numbered if _is_credit(line) and line.claim != "claimable"]
    natures = dict.fromkeys(line.nature for _, line in owed)
    if len(natures) > 1 and not facts.nature:
        raise LocatedError(
            f"the credits are of several natures ({', '.join(natures)}), which one VAT category"
            " does not cover",
            f"{facts.file}:1:1",
            f"write nature: {next(iter(natures))}, and a credit note for each",
        )
    chosen = [(n, line) for n, line in owed if line.nature == (facts.nature or line.nature)]
    if not chosen:
        kind = f"as {facts.nature} " if facts.nature else ""
        more = "; ".join(_left_out(preview, chosen))
        raise UsageError(
            f"nothing is to be credited {kind}in {preview.period}: there is no credit note"
            + (f" ({more})" if more else "")
        )
    return chosen


def _is_credit(line: Line) -> bool:
    return line.nature != "bonus" and line.amount > 0


def _parties(book: Book, preview: Preview, vat: Vat) -> tuple[Organisation, Organisation]:
    """Seller and buyer with what an invoice needs of each."""
    agreement = preview.agreement
    if agreement.parties is None:
        raise LocatedError(
            "a credit note needs both parties", str(agreement.at.span), "add parties"
        )
    known = {each.id: each for parties in book.of(Parties) for each in parties.organisations}
    seller = _legal(agreement.parties.provider, known, preview)
    buyer = _legal(agreement.parties.customer, known, preview)
    if vat.category != "O":
        _require(seller, "vat_id", "vat_id: SE556012579001")
    if vat.category == "AE":
        _require(buyer, "vat_id", "vat_id: FI12345678")
    return seller, buyer


def _legal(party: str, known: dict[str, Organisation], preview: Preview) -> Organisation:
    """The party itself, or the nearest of those it is part of whose country is said."""
    chain = [known[id] for id in line_of(party, known) if id in known]
    if not chain:
        message = f"party '{party}' stands in no Parties, so nobody knows its address"
        raise LocatedError(message, str(preview.agreement.at.of("parties").span), "add it there")
    found = next((each for each in chain if each.country), None)
    if found is None:
        _require(chain[0], "country", "country: SE (ISO 3166)")
        raise AssertionError
    return found


def _require(organisation: Organisation, key: str, help: str) -> None:
    if getattr(organisation, key) is None:
        raise LocatedError(
            f"a credit note needs '{key}' of organisation '{organisation.id}'",
            str(organisation.at.span),
            f"add {help}",
        )


def _invoices(
    preview: Preview, credited: Sequence[tuple[int, Line]], facts: Facts
) -> tuple[InvoiceRef, ...]:
    """The invoices that are credited: as the facts say, else those of the file of charges."""
    if facts.invoice is not None:
        return (facts.invoice,)
    services = {target.id: target.service for target in preview.agreement.targets or ()}
    keys = [(line.window.name, services.get(line.target, "")) for _, line in credited]
    numbers = dict.fromkeys(n for key in keys if (n := preview.invoices.get(key)))
    if not numbers:
        raise LocatedError(
            "a credit note names the invoice that it credits",
            f"{facts.file}:1:1",
            "write invoice: {number: INV-1}, or add the column invoice to the file of charges",
        )
    return tuple(InvoiceRef(number) for number in numbers)


def _note_line(number: int, line: Line) -> NoteLine:
    of = line.target if line.objective == "all" else f"{line.target}/{line.objective}"
    of += f" {line.record}" if line.record else ""
    return NoteLine(
        number=number,
        name=f"Credit {of}, {line.window.name}",
        description=f"Line {number} of the statement, remedy {line.remedy}",
        first=line.window.first,
        last=line.window.last,
        net=line.amount,
    )


def _left_out(preview: Preview, credited: Sequence[tuple[int, Line]]) -> Iterator[str]:
    """One sentence for each reason why lines are not on the note."""
    numbers = {number for number, _ in credited}
    reasons: dict[str, list[int]] = {}
    for number, line in enumerate(preview.statement.lines, 1):
        if number not in numbers and line.amount:
            reasons.setdefault(_why_not(line), []).append(number)
    for why, found in reasons.items():
        named = ", ".join(map(str, found[:MOST_NAMED]))
        more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        which = f"lines {named}{more} are" if len(found) > 1 else f"line {named} is"
        yield f"{which} not on the credit note: {why}"


def _why_not(line: Line) -> str:
    if not _is_credit(line):
        return "owed to the provider, which an invoice or a debit note says"
    if line.claim == "claimable":
        return "not claimed yet"
    return f"of the nature {line.nature}"
