"""Credit notes for tests: parties with all that an invoice needs, and the document read back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

from slaspec.language.read import read_text
from slaspec.report.credit_note_xml import credit_note_xml
from slaspec.use_cases.credit_note import credit_note
from slaspec.use_cases.credit_note_facts import Facts, InvoiceRef, Vat
from tests.finance.previews import preview

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMES = {
    "cn": UBL + "CreditNote-2",
    "cac": UBL + "CommonAggregateComponents-2",
    "cbc": UBL + "CommonBasicComponents-2",
}
PARTIES = """\
apiVersion: slaspec/v1
kind: Parties
id: parties
title: Parties
organisations:
  - id: nordit
    name: Nordit & Sons AS
    registration: "912345678"
    address: Storgata 1, 0155 Oslo
    country: "NO"
    vat_id: NO912345678MVA
    endpoint: {scheme: "0192", id: "912345678"}
  - {id: nordit-desk, name: Nordit desk, part_of: nordit}
  - {id: acme-as, name: Acme AS, country: FI, vat_id: FI12345678}
"""
STANDARD = Vat("S", Decimal(25))
FACTS = Facts("CN-7", date(2026, 5, 6), STANDARD, "note.yaml", InvoiceRef("INV-4"))


class Holding:
    """A book that holds one document of parties."""

    def __init__(self, text=PARTIES):
        read = read_text(text.encode(), "parties.yaml")
        assert not read.findings, read.findings
        self._parties = read.contract

    def of(self, kind):
        """The documents of a kind."""
        return [self._parties] if isinstance(self._parties, kind) else []


def noted(made=None, facts=FACTS, parties=PARTIES):
    """The credit note of a preview."""
    return credit_note(Holding(parties), made or preview(), facts)


def document(made=None, facts=FACTS, parties=PARTIES):
    """The credit note of a preview, written and read back."""
    return ElementTree.fromstring(credit_note_xml(noted(made, facts, parties)))


def text(root, path):
    """The text of the one element at a path (`cac:Party/cbc:Name`)."""
    [found] = root.findall(path, NAMES)
    return found.text
