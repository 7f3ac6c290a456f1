"""A credit note as UBL 2.1 XML after EN 16931 (type 381); every amount in it is positive."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from slaspec.report.escape import for_xml

if TYPE_CHECKING:
    from slaspec.language.model.parties import Organisation
    from slaspec.use_cases.credit_note import CreditNote, NoteLine
    from slaspec.use_cases.credit_note_facts import InvoiceRef, Vat

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
SPECIFICATION = "urn:cen.eu:en16931:2017"
TYPE_CODE = "381"
ONE = "C62"  # UN/ECE Recommendation 20


def credit_note_xml(note: CreditNote) -> str:
    """The document, its elements in the order of the schema UBL-CreditNote-2.1."""
    root = ET.Element(
        "CreditNote",
        {
            "xmlns": f"{_UBL}:CreditNote-2",
            "xmlns:cac": f"{_UBL}:CommonAggregateComponents-2",
            "xmlns:cbc": f"{_UBL}:CommonBasicComponents-2",
        },
    )
    _text(root, "CustomizationID", SPECIFICATION)
    _text(root, "ID", note.facts.number)
    _text(root, "IssueDate", note.facts.issued.isoformat())
    _text(root, "CreditNoteTypeCode", TYPE_CODE)
    _text(root, "Note", note.note)
    _text(root, "DocumentCurrencyCode", note.currency)
    _text(root, "BuyerReference", note.facts.buyer_reference)
    _period(root, *note.period)
    for invoice in note.invoices:
        _billing_reference(root, invoice)
    _text(_part(root, "ContractDocumentReference"), "ID", note.agreement)
    _party(_part(root, "AccountingSupplierParty"), note.seller, note.vat)
    _party(_part(root, "AccountingCustomerParty"), note.buyer, note.vat)
    _taxes(root, note)
    _totals(root, note)
    for line in note.lines:
        _line(root, line, note)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _part(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, f"cac:{name}")


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    """One element of text; none where there is nothing to say."""
    if text:
        ET.SubElement(parent, f"cbc:{name}", attributes).text = for_xml(text)


def _amount(parent: ET.Element, name: str, amount: Decimal, note: CreditNote) -> None:
    _text(parent, name, f"{amount:f}", currencyID=note.currency)


def _period(parent: ET.Element, first: str, last: str) -> None:
    period = _part(parent, "InvoicePeriod")
    _text(period, "StartDate", first)
    _text(period, "EndDate", last)


def _billing_reference(root: ET.Element, invoice: InvoiceRef) -> None:
    document = _part(_part(root, "BillingReference"), "InvoiceDocumentReference")
    _text(document, "ID", invoice.number)
    _text(document, "IssueDate", invoice.issued.isoformat() if invoice.issued else "")


def _party(parent: ET.Element, organisation: Organisation, vat: Vat) -> None:
    party = _part(parent, "Party")
    endpoint = organisation.endpoint
    if endpoint is not None:
        _text(party, "EndpointID", endpoint.id, schemeID=endpoint.scheme)
    _text(_part(party, "PartyName"), "Name", organisation.name)
    address = _part(party, "PostalAddress")
    _text(address, "StreetName", " ".join((organisation.address or "").split()))
    _text(_part(address, "Country"), "IdentificationCode", organisation.country or "")
    if organisation.vat_id and vat.category != "O":
        scheme = _part(party, "PartyTaxScheme")
        _text(scheme, "CompanyID", organisation.vat_id)
        _text(_part(scheme, "TaxScheme"), "ID", "VAT")
    legal = _part(party, "PartyLegalEntity")
    _text(legal, "RegistrationName", organisation.name)
    _text(legal, "CompanyID", organisation.registration or "")


def _taxes(root: ET.Element, note: CreditNote) -> None:
    """The VAT and its breakdown: one category, so one part."""
    total = _part(root, "TaxTotal")
    _amount(total, "TaxAmount", note.tax, note)
    part = _part(total, "TaxSubtotal")
    _amount(part, "TaxableAmount", note.net, note)
    _amount(part, "TaxAmount", note.tax, note)
    category = _part(part, "TaxCategory")
    _category(category, note.vat, reason=note.vat.reason)


def _category(category: ET.Element, vat: Vat, reason: str = "") -> None:
    _text(category, "ID", vat.category)
    _text(category, "Percent", "" if vat.rate is None else f"{vat.rate:f}")
    _text(category, "TaxExemptionReason", reason)
    _text(_part(category, "TaxScheme"), "ID", "VAT")


def _totals(root: ET.Element, note: CreditNote) -> None:
    totals = _part(root, "LegalMonetaryTotal")
    _amount(totals, "LineExtensionAmount", note.net, note)
    _amount(totals, "TaxExclusiveAmount", note.net, note)
    _amount(totals, "TaxInclusiveAmount", note.total, note)
    _amount(totals, "PayableAmount", note.total, note)


def _line(root: ET.Element, line: NoteLine, note: CreditNote) -> None:
    part = _part(root, "CreditNoteLine")
    _text(part, "ID", str(line.number))
    _text(part, "CreditedQuantity", "1", unitCode=ONE)
    _amount(part, "LineExtensionAmount", line.net, note)
    _period(part, line.first, line.last)
    item = _part(part, "Item")
    _text(item, "Description", line.description)
    _text(item, "Name", line.name)
    _category(_part(item, "ClassifiedTaxCategory"), note.vat)
    _amount(_part(part, "Price"), "PriceAmount", line.net, note)
