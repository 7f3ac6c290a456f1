"""The facts of one credit note that no contract knows: its number, its date, its VAT."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from slaspec.errors import LocatedError, QuantityError, UsageError
from slaspec.language.document import Document, Refused, as_text, read_document
from slaspec.language.quantities import Day, Share

KEYS = ("number", "issued", "vat", "invoice", "nature", "buyer_reference")
# UNCL 5305 as EN 16931 takes it, for services: standard, zero rated, exempt, reverse charge, and
# outside the scope of VAT.
CATEGORIES = ("S", "Z", "E", "AE", "O")
NATURES = ("price_reduction", "liquidated_damages", "penalty")
EXAMPLE = "number: CN-1, issued: 2026-05-06, vat: {category: S, rate: 25%}"


@dataclass(frozen=True)
class Vat:
    """
    The VAT category (UNCL 5305) of all lines, its rate in per cent (None outside the scope), and
    why nothing is charged where nothing is.
    """

    category: str
    rate: Decimal | None
    reason: str = ""


@dataclass(frozen=True)
class InvoiceRef:
    """An invoice that is credited, with its date where it is known."""

    number: str
    issued: date | None = None


@dataclass(frozen=True)
class Facts:
    """What `--credit-note` says. `nature` chooses lines where a statement has several natures."""

    number: str
    issued: date
    vat: Vat
    file: str
    invoice: InvoiceRef | None = None
    nature: str = ""
    buyer_reference: str = ""


def read_facts(file: Path) -> Facts:
    """
    Read the facts of a credit note from a YAML file.

    Raises `LocatedError` for a key that is missing, unknown or wrong, `UsageError` for a file that
    cannot be read.
    """
    try:
        document = read_document(file.read_bytes(), str(file))
    except OSError as error:
        raise UsageError(f"'{file}' cannot be read: {error.strerror}") from None
    except Refused as refused:
        found = refused.finding
        raise LocatedError(found.message, str(found.span), found.help) from None
    return _Reader(document).facts()


class _Reader:
    """The keys of one document, each with its place."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def facts(self) -> Facts:
        data = self._document.data
        self._known(data, KEYS, ())
        return Facts(
            number=self._text(data, "number"),
            issued=self._day(data, "issued"),
            vat=self._vat(data),
            file=self._document.file,
            invoice=self._invoice(data) if "invoice" in data else None,
            nature=self._one_of(data, "nature", NATURES) if "nature" in data else "",
            buyer_reference=self._text(data, "buyer_reference")
            if "buyer_reference" in data
            else "",
        )

    def _vat(self, data: dict[str, Any]) -> Vat:
        vat, path = self._mapping(data, "vat", ("category", "rate", "reason"))
        category = self._one_of(vat, "category", CATEGORIES, path)
        rate = self._rate(vat, path) if "rate" in vat else None
        reason = self._text(vat, "reason", path) if "reason" in vat else ""
        if category == "O" and rate is not None:
            self._fault("what is outside the scope of VAT has no rate", (*path, "rate"), "drop it")
        if category == "S" and not rate:
            self._fault("category S needs a rate above zero", path, "write rate: 25%")
        if category in ("Z", "E", "AE") and rate:
            self._fault(f"category {category} has the rate 0%", (*path, "rate"), "write rate: 0%")
        if category in ("E", "AE", "O") and not reason:
            help = "write reason: with the provision, as it stands on your invoices"
            self._fault(f"category {category} needs a reason why no VAT is charged", path, help)
        return Vat(category, None if category == "O" else rate or Decimal(0), reason)

    def _rate(self, vat: dict[str, Any], path: tuple[str, ...]) -> Decimal:
        try:
            return Share(self._text(vat, "rate", path)).percent
        except QuantityError as error:
            self._fault(str(error), (*path, "rate"), "write rate: 25%")

    def _invoice(self, data: dict[str, Any]) -> InvoiceRef:
        invoice, path = self._mapping(data, "invoice", ("number", "issued"))
        issued = self._day(invoice, "issued", path) if "issued" in invoice else None
        return InvoiceRef(self._text(invoice, "number", path), issued)

    def _mapping(
        self, data: dict[str, Any], key: str, known: tuple[str, ...]
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        if key not in data:
            self._fault(f"'{key}' is missing", (), f"for example {EXAMPLE}")
        self._known(data[key], known, (key,))
        return data[key], (key,)

    def _known(self, data: Any, keys: tuple[str, ...], path: tuple[str, ...]) -> None:
        if not isinstance(data, dict):
            self._fault(f"this is no list of keys {', '.join(keys)}", path, f"like {EXAMPLE}")
        for key in data:
            if key not in keys:
                help = f"the keys are {', '.join(keys)}"
                self._fault(f"'{key}' is not known here", (*path, key), help)

    def _text(self, data: dict[str, Any], key: str, path: tuple[str, ...] = ()) -> str:
        if key not in data:
            self._fault(f"'{key}' is missing", path, f"for example {EXAMPLE}")
        value = data[key]
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            value = as_text(value)
        if not isinstance(value, str) or not value.strip() or "\n" in value:
            self._fault(f"'{key}' is one line of text", (*path, key), "")
        return value.strip()

    def _one_of(
        self, data: dict[str, Any], key: str, words: tuple[str, ...], path: tuple[str, ...] = ()
    ) -> str:
        word = self._text(data, key, path)
        if word not in words:
            self._fault(f"'{word}' is no {key}", (*path, key), f"one of {', '.join(words)}")
        return word

    def _day(self, data: dict[str, Any], key: str, path: tuple[str, ...] = ()) -> date:
        try:
            return Day(self._text(data, key, path)).value
        except QuantityError as error:
            self._fault(str(error), (*path, key), f"write {key}: 2026-05-06")

    def _fault(self, message: str, path: tuple[str, ...], help: str) -> NoReturn:
        raise LocatedError(message, str(self._document.span(path)), help)
