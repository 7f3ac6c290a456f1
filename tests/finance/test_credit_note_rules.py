"""
Every credit note keeps the structure of UBL 2.1 and the business rules of EN 16931.

The structure is written from the schema `UBL-CreditNote-2.1.xsd` (OASIS, 2013), the rules from
EN 16931-1:2017, section 6.4, by their numbers. With SLASPEC_UBL_XSD naming a folder that holds the
schema, each document is validated by it as well.
"""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.language.model.interpretation import Rounding
from slaspec.report.credit_note_xml import credit_note_xml
from slaspec.use_cases.credit_note_facts import Vat
from tests.finance.credit_notes import FACTS, NAMES, document, noted, text
from tests.finance.previews import preview, with_lines
from tests.remedies.build import cap, flat, interpretation, measured, service, target

AMOUNTS = ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount")
# Children in the order of the schema: `?` at most one, `+` at least one, `*` any, else exactly one.
STRUCTURE = {
    "CreditNote": """CustomizationID? ProfileID? ID IssueDate CreditNoteTypeCode? Note*
        DocumentCurrencyCode? TaxCurrencyCode? AccountingCost? BuyerReference? InvoicePeriod*
        OrderReference? BillingReference* ContractDocumentReference* AdditionalDocumentReference*
        AccountingSupplierParty AccountingCustomerParty PayeeParty? TaxRepresentativeParty?
        Delivery* PaymentMeans* PaymentTerms* AllowanceCharge* TaxTotal* LegalMonetaryTotal
        CreditNoteLine+""",
    "InvoicePeriod": "StartDate? EndDate?",
    "BillingReference": "InvoiceDocumentReference?",
    "InvoiceDocumentReference": "ID IssueDate?",
    "ContractDocumentReference": "ID",
    "AccountingSupplierParty": "Party?",
    "AccountingCustomerParty": "Party?",
    "Party": "EndpointID? PartyIdentification* PartyName* PostalAddress? PartyTaxScheme*"
    " PartyLegalEntity* Contact?",
    "PartyName": "Name",
    "PostalAddress": "StreetName? AdditionalStreetName? CityName? PostalZone? AddressLine* Country?",
    "Country": "IdentificationCode?",
    "PartyTaxScheme": "CompanyID? TaxScheme",
    "TaxScheme": "ID?",
    "PartyLegalEntity": "RegistrationName? CompanyID?",
    "TaxTotal": "TaxAmount TaxSubtotal*",
    "TaxSubtotal": "TaxableAmount? TaxAmount TaxCategory",
    "TaxCategory": "ID? Percent? TaxExemptionReasonCode? TaxExemptionReason? TaxScheme",
    "ClassifiedTaxCategory": "ID? Percent? TaxScheme",
    "LegalMonetaryTotal": "LineExtensionAmount? TaxExclusiveAmount? TaxInclusiveAmount?"
    " AllowanceTotalAmount? ChargeTotalAmount? PrepaidAmount? PayableRoundingAmount? PayableAmount",
    "CreditNoteLine": "ID Note* CreditedQuantity? LineExtensionAmount? AccountingCost?"
    " InvoicePeriod* AllowanceCharge* Item? Price?",
    "Item": "Description* Name? ClassifiedTaxCategory*",
    "Price": "PriceAmount BaseQuantity?",
}
BASIC = NAMES["cbc"]


def name_of(element):
    """The name of an element without its namespace."""
    return element.tag.partition("}")[2]


def misplaced(element):
    """What is not as the schema has it, from this element down."""
    name = name_of(element)
    if element.tag.startswith("{" + BASIC):
        return [f"{name} is empty"] if not (element.text or "").strip() or len(element) else []
    if name not in STRUCTURE:
        return [f"{name} is unknown"]
    wanted = [(word.rstrip("?*+"), word[-1]) for word in STRUCTURE[name].split()]
    order = [child for child, _ in wanted]
    found = [name_of(child) for child in element]
    faults = [f"{child} does not belong into {name}" for child in found if child not in order]
    if not faults and sorted(found, key=order.index) != found:
        faults.append(f"{name} has its children in another order: {found}")
    for child, mark in wanted:
        count = found.count(child)
        if (mark not in "?*" and count == 0) or (mark not in "*+" and count > 1):
            faults.append(f"{name} has {count} {child}")
    return faults + [fault for child in element for fault in misplaced(child)]


def amount(root, path):
    """The one amount at a path."""
    return Fraction(text(root, path))


def broken(root):
    """The rules of EN 16931 that a credit note breaks."""
    vat = "cac:TaxTotal/cac:TaxSubtotal/"
    category = text(root, vat + "cac:TaxCategory/cbc:ID")
    rates = [e.text for e in root.findall(vat + "cac:TaxCategory/cbc:Percent", NAMES)]
    reasons = root.findall(vat + "cac:TaxCategory/cbc:TaxExemptionReason", NAMES)
    lines = root.findall("cac:CreditNoteLine", NAMES)
    nets = [amount(line, "cbc:LineExtensionAmount") for line in lines]
    prices = [amount(line, "cac:Price/cbc:PriceAmount") for line in lines]
    totals = {name: amount(root, f"cac:LegalMonetaryTotal/cbc:{name}") for name in AMOUNTS}
    tax, taxable = amount(root, vat + "cbc:TaxAmount"), amount(root, vat + "cbc:TaxableAmount")
    ids = {
        side: root.findall(f"cac:Accounting{side}Party/cac:Party/cac:PartyTaxScheme", NAMES)
        for side in ("Supplier", "Customer")
    }
    on_lines = [text(line, "cac:Item/cac:ClassifiedTaxCategory/cbc:ID") for line in lines]
    money = [e for e in root.iter() if e.get("currencyID") is not None]
    rate = Fraction(rates[0]) if rates else Fraction(0)
    country = "cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode"
    holds = {
        "BR-01": text(root, "cbc:CustomizationID") == "urn:cen.eu:en16931:2017",
        "BR-02": bool(text(root, "cbc:ID")),
        "BR-03": len(text(root, "cbc:IssueDate")) == 10,
        "BR-04": text(root, "cbc:CreditNoteTypeCode") == "381",
        "BR-05": len(text(root, "cbc:DocumentCurrencyCode")) == 3,
        "BR-09": len(text(root, f"cac:AccountingSupplierParty/{country}")) == 2,
        "BR-11": len(text(root, f"cac:AccountingCustomerParty/{country}")) == 2,
        "BR-16": len(lines) >= 1,
        "BR-21": len({text(line, "cbc:ID") for line in lines}) == len(lines),
        "BR-22": all(text(line, "cbc:CreditedQuantity") == "1" for line in lines),
        "BR-25": all(text(line, "cac:Item/cbc:Name") for line in lines),
        "BR-26, BR-27": prices == nets and all(price >= 0 for price in prices),
        "BR-30": all(
            text(line, "cac:InvoicePeriod/cbc:StartDate")
            <= text(line, "cac:InvoicePeriod/cbc:EndDate")
            for line in lines
        ),
        "BR-55": bool(root.findall("cac:BillingReference/*/cbc:ID", NAMES)),
        "BR-CO-04": set(on_lines) == {category},
        "BR-CO-10": totals["LineExtensionAmount"] == sum(nets),
        "BR-CO-13": totals["TaxExclusiveAmount"] == totals["LineExtensionAmount"],
        "BR-CO-14": amount(root, "cac:TaxTotal/cbc:TaxAmount") == tax,
        "BR-CO-15": totals["TaxInclusiveAmount"] == totals["TaxExclusiveAmount"] + tax,
        "BR-CO-16": totals["PayableAmount"] == totals["TaxInclusiveAmount"],
        "BR-CO-17": abs(tax - taxable * rate / 100) < 1,
        "BR-DEC": all(len(e.text.partition(".")[2]) <= 2 for e in money),
        "one currency": {e.get("currencyID") for e in money}
        == {text(root, "cbc:DocumentCurrencyCode")},
        "positive": all(Fraction(e.text) >= 0 for e in money),
        "BR-x-08": taxable == sum(nets),
        "BR-S-02, BR-Z-02, BR-E-02": category == "O" or len(ids["Supplier"]) == 1,
        "BR-AE-02": category != "AE" or len(ids["Customer"]) == 1,
        "BR-S-05": category != "S" or rate > 0,
        "BR-Z-05, BR-E-05, BR-AE-05": category not in ("Z", "E", "AE") or rate == tax == 0,
        "BR-S-10, BR-Z-10": category not in ("S", "Z") or not reasons,
        "BR-E-10, BR-AE-10, BR-O-10": category not in ("E", "AE", "O") or len(reasons) == 1,
        "BR-O-02": category != "O" or not (ids["Supplier"] or ids["Customer"]),
        "BR-O-05": category != "O" or (not rates and tax == 0),
    }
    return [rule for rule, kept in holds.items() if not kept]


VATS = [
    Vat("S", Decimal(25)),
    Vat("S", Decimal("7.7")),
    Vat("Z", Decimal(0)),
    Vat("E", Decimal(0), "Article 135"),
    Vat("AE", Decimal(0), "reverse charge"),
    Vat("O", None, "damages are outside the scope of VAT"),
]


@pytest.mark.parametrize("vat", VATS, ids=lambda vat: f"{vat.category} {vat.rate}")
def test_every_category_keeps_structure_and_rules(vat):
    """Standard, zero, exempt, reverse charge, and outside the scope of VAT."""
    root = document(facts=replace(FACTS, vat=vat, buyer_reference="PO-1"))

    assert [] == misplaced(root)
    assert [] == broken(root)


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 10**15), min_size=1, max_size=8),
    st.integers(1, 10**6).map(lambda part: Decimal(part).scaleb(-4)),
    st.sampled_from([("EUR", 2), ("JPY", 0)]),
)
def test_any_lines_and_any_rate_keep_the_rules_of_sums(units, rate, currency):
    """Whatever the amounts: lines add up exactly, and VAT is rounded once (to the minor unit)."""
    code, places = currency
    made = preview(currency=code, services=(service(charge=f"40000 {code}"),))
    lines = [{"amount": Decimal(unit).scaleb(-places)} for unit in units]

    root = document(with_lines(made, *lines), replace(FACTS, vat=Vat("S", rate)))

    assert [] == misplaced(root)
    assert [] == broken(root)


def test_a_total_that_is_rounded_once_is_on_the_lines_to_the_cent():
    """
    Three lines of a third of 10.00 EUR, rounded by total: 3.34, 3.33 and 3.33 are 10.00.

    No cent is left between the lines and the total, so BR-CO-10 holds as it stands.
    """
    names = ("a", "b", "c")
    remedies = flat("1%", caps=(cap("1%", of="desk"),))
    made = preview(
        remedies,
        found=tuple(measured(of="resolution", objective=name) for name in names),
        targets=(target("credit", objectives=names),),
        services=(service(charge="1000.00 EUR"),),
        interpretation=interpretation(rounding=Rounding(mode="half_up", at_="total")),
    )

    root = document(made)

    nets = [e.text for e in root.findall("cac:CreditNoteLine/cbc:LineExtensionAmount", NAMES)]
    assert ["3.34", "3.33", "3.33"] == nets
    assert "10.00" == text(root, "cac:LegalMonetaryTotal/cbc:LineExtensionAmount")
    assert [] == broken(root)


def test_vat_is_rounded_once_from_the_sum_and_not_line_by_line():
    """Three lines of 0.01 at 25%: 0.0075 is 0.01, where each line's 0.0025 would be nothing."""
    made = with_lines(preview(), *({"amount": Decimal("0.01")},) * 3)

    root = document(made)

    assert ("0.03", "0.01", "0.04") == (
        text(root, "cac:LegalMonetaryTotal/cbc:LineExtensionAmount"),
        text(root, "cac:TaxTotal/cbc:TaxAmount"),
        text(root, "cac:LegalMonetaryTotal/cbc:PayableAmount"),
    )


@pytest.mark.parametrize("text_of_contract", ["<&>", "]]>", "\x00\x1b", "\ud800", "ünï€"])
def test_text_of_a_contract_is_text_of_the_document(text_of_contract):
    """A title stays a title, whatever stands in it."""
    root = document(preview(title=text_of_contract))

    assert [] == misplaced(root)
    if text_of_contract.isprintable() and "\ud800" not in text_of_contract:
        assert text(root, "cbc:Note").startswith(text_of_contract)


def test_the_checks_of_this_file_find_faults():
    """A missing, a doubled, a misplaced, an empty and an unknown element; a wrong sum."""
    root = document()
    root.remove(root.find("cbc:ID", NAMES))
    root.append(root.find("cac:LegalMonetaryTotal", NAMES))
    root.find("cbc:Note", NAMES).text = ""

    faults = " ".join(misplaced(root))
    assert "CreditNote has 0 ID" in faults
    assert "CreditNote has 2 LegalMonetaryTotal" in faults
    assert "another order" in faults
    assert "Note is empty" in faults
    root = document()
    root.find("cac:CreditNoteLine/cbc:LineExtensionAmount", NAMES).text = "2000.01"
    assert {"BR-CO-10", "BR-26, BR-27", "BR-x-08"} == set(broken(root))


if SCHEMAS := os.environ.get("SLASPEC_UBL_XSD"):

    @pytest.mark.parametrize("vat", VATS, ids=lambda vat: f"{vat.category} {vat.rate}")
    def test_the_schema_of_ubl_takes_every_category(vat):
        """The published schema itself, where the machine has it."""
        from lxml import etree

        [file] = Path(SCHEMAS).rglob("UBL-CreditNote-2.1.xsd")
        schema = etree.XMLSchema(etree.parse(file))
        facts = replace(FACTS, vat=vat, buyer_reference="PO-1")
        written = credit_note_xml(noted(facts=facts))

        schema.assertValid(etree.fromstring(written.encode()))
