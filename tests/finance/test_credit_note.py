"""A credit note after EN 16931: what it says, what it leaves out, and what it asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from slaspec.errors import LocatedError, UsageError
from slaspec.use_cases.credit_note_facts import Facts, InvoiceRef, Vat, read_facts
from tests.finance.credit_notes import FACTS, NAMES, PARTIES, document, noted, text
from tests.finance.previews import preview, with_lines
from tests.remedies.build import flat, measured, service


def test_a_credit_of_2000_with_vat_of_25_percent_comes_to_2500():
    """5% of 40,000.00: net 2,000.00, VAT 500.00, payable 2,500.00; every amount is positive."""
    root = document()

    totals = "cac:LegalMonetaryTotal/cbc:"
    assert "2000.00" == text(root, totals + "LineExtensionAmount")
    assert "2000.00" == text(root, totals + "TaxExclusiveAmount")
    assert "2500.00" == text(root, totals + "TaxInclusiveAmount")
    assert "2500.00" == text(root, totals + "PayableAmount")
    assert "500.00" == text(root, "cac:TaxTotal/cbc:TaxAmount")


def test_it_is_a_credit_note_that_names_the_invoice_and_the_agreement():
    """Type 381, its own number and date, the invoice, the agreement as the contract."""
    root = document(facts=replace(FACTS, buyer_reference="PO-1"))

    told = {
        "cbc:CustomizationID": "urn:cen.eu:en16931:2017",
        "cbc:ID": "CN-7",
        "cbc:IssueDate": "2026-05-06",
        "cbc:CreditNoteTypeCode": "381",
        "cbc:DocumentCurrencyCode": "EUR",
        "cbc:BuyerReference": "PO-1",
        "cac:InvoicePeriod/cbc:StartDate": "2026-04-01",
        "cac:InvoicePeriod/cbc:EndDate": "2026-04-30",
        "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID": "INV-4",
        "cac:ContractDocumentReference/cbc:ID": "acme",
    }
    assert told == {path: text(root, path) for path in told}
    assert "Acme, version 1.0: credits for 2026-04, as of 2026-05-04" == text(root, "cbc:Note")


def test_both_parties_stand_with_what_an_invoice_needs():
    """Names, addresses, countries, VAT and register numbers, the electronic address."""
    root = document()

    seller = root.find("cac:AccountingSupplierParty/cac:Party", NAMES)
    buyer = root.find("cac:AccountingCustomerParty/cac:Party", NAMES)
    assert "Nordit & Sons AS" == text(seller, "cac:PartyLegalEntity/cbc:RegistrationName")
    assert "912345678" == text(seller, "cac:PartyLegalEntity/cbc:CompanyID")
    assert "NO912345678MVA" == text(seller, "cac:PartyTaxScheme/cbc:CompanyID")
    assert "Storgata 1, 0155 Oslo" == text(seller, "cac:PostalAddress/cbc:StreetName")
    assert "NO" == text(seller, "cac:PostalAddress/cac:Country/cbc:IdentificationCode")
    assert "0192" == seller.find("cbc:EndpointID", NAMES).get("schemeID")
    assert "FI" == text(buyer, "cac:PostalAddress/cac:Country/cbc:IdentificationCode")
    assert [] == buyer.findall("cbc:EndpointID", NAMES)


def test_a_team_is_credited_by_the_company_that_it_is_part_of():
    """The service desk has no country of its own; Nordit has."""
    parties = replace(preview().agreement.parties, provider="nordit-desk")

    root = document(preview(parties=parties))

    name = "cac:AccountingSupplierParty/cac:Party/cac:PartyName/cbc:Name"
    assert "Nordit & Sons AS" == text(root, name)


def test_bonuses_and_what_is_taken_back_are_never_on_it_and_that_is_said():
    """Of five lines two are credited; one comes to nothing, the others are named."""
    made = with_lines(
        preview(),
        {"amount": Decimal("10.01")},
        {"amount": Decimal("-5.00"), "nature": "bonus"},
        {"amount": Decimal("-1.00"), "kind": "earned_back"},
        {"amount": Decimal("0.00")},
        {"amount": Decimal("0.02")},
    )

    note = noted(made)

    assert [(1, Decimal("10.01")), (5, Decimal("0.02"))] == [(n.number, n.net) for n in note.lines]
    assert Decimal("10.03") == note.net
    assert (
        "lines 2, 3 are not on the credit note: owed to the provider, which an invoice or a debit"
        " note says",
    ) == note.left_out
    amounts = [e.text for e in document(made).iter() if e.get("currencyID")]
    assert amounts
    assert not any(amount.startswith("-") for amount in amounts)


def test_many_lines_of_one_reason_are_one_sentence():
    """Seven bonuses: five by number, and how many more."""
    bonus = {"amount": Decimal("-5.00"), "nature": "bonus"}

    note = noted(with_lines(preview(), {}, *[bonus] * 7))

    [sentence] = note.left_out
    assert sentence.startswith("lines 2, 3, 4, 5, 6 and 2 more are not on the credit note: owed")


def test_a_bonus_alone_is_no_credit_note():
    """Nothing is owed to the customer: one sentence, no document with negative amounts."""
    made = preview(flat(nature="bonus"), found=(measured("95", "met"),))

    with pytest.raises(UsageError, match="nothing is to be credited in 2026-04.*to the provider"):
        noted(made)


def test_what_has_not_been_claimed_is_not_credited():
    """A line that waits for its claim stands in the statement, and on no credit note yet."""
    waiting = {"amount": Decimal("10.00"), "claim": "claimable", "claim_by": date(2026, 5, 30)}
    claimed = {"amount": Decimal("7.00"), "claim": "claimed"}

    note = noted(with_lines(preview(), waiting, claimed))

    assert [Decimal("7.00")] == [line.net for line in note.lines]
    assert ("line 1 is not on the credit note: not claimed yet",) == note.left_out
    with pytest.raises(UsageError, match="not claimed yet"):
        noted(with_lines(preview(), waiting))
    with pytest.raises(UsageError, match="there is no credit note$"):
        noted(preview(found=(measured("95", "met"),)))


def test_credits_of_two_natures_need_a_choice():
    """A price reduction and damages are taxed differently: each gets a note of its own."""
    made = with_lines(
        preview(),
        {"amount": Decimal("10.00")},
        {"amount": Decimal("7.00"), "nature": "liquidated_damages"},
    )

    with pytest.raises(LocatedError, match="several natures") as caught:
        noted(made)
    note = noted(made, replace(FACTS, nature="liquidated_damages"))

    assert "write nature: price_reduction" in caught.value.help
    assert [Decimal("7.00")] == [line.net for line in note.lines]
    assert ("line 1 is not on the credit note: of the nature price_reduction",) == (note.left_out)
    with pytest.raises(UsageError, match="as penalty"):
        noted(made, replace(FACTS, nature="penalty"))


def test_the_invoices_of_the_file_of_charges_are_named_where_the_facts_name_none():
    """Each once, in the order of the lines; without any there is no credit note."""
    facts = replace(FACTS, invoice=None)

    root = document(preview(invoices={("2026-04", "desk"): "INV-9"}), facts)

    path = "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"
    assert ["INV-9"] == [each.text for each in root.findall(path, NAMES)]
    with pytest.raises(LocatedError, match="names the invoice that it credits") as caught:
        noted(facts=facts)
    assert "note.yaml:1:1" == caught.value.at


@pytest.mark.parametrize(
    ("vat", "parties", "missing", "at"),
    [
        (FACTS.vat, PARTIES.replace('    country: "NO"\n', ""), "'country'", "parties.yaml:6:5"),
        (FACTS.vat, PARTIES.replace("    vat_id: NO912345678MVA\n", ""), "'vat_id'", ":6:5"),
        (
            FACTS.vat,
            PARTIES.replace(", country: FI", ""),
            "'country' of organisation 'acme-as'",
            "",
        ),
        (
            Vat("AE", Decimal(0), "reverse charge"),
            PARTIES.replace(", vat_id: FI12345678", ""),
            "'vat_id' of organisation 'acme-as'",
            "",
        ),
        (FACTS.vat, PARTIES.replace("id: acme-as", "id: other"), "party 'acme-as'", ""),
    ],
)
def test_what_is_missing_is_named_with_its_place(vat, parties, missing, at):
    """One sentence: which fact of which organisation, where it stands, what to add."""
    with pytest.raises(LocatedError, match=missing) as caught:
        noted(facts=replace(FACTS, vat=vat), parties=parties)

    assert at in caught.value.at
    assert "add" in caught.value.help


def test_an_agreement_without_parties_has_no_credit_note():
    """Who credits whom has to be said."""
    with pytest.raises(LocatedError, match="both parties"):
        noted(preview(parties=None))


def test_a_currency_of_three_decimals_is_refused():
    """EN 16931 takes two (BR-DEC): KWD is not rounded behind anybody's back."""
    made = preview(currency="KWD", services=(service(charge="40000 KWD"),))

    with pytest.raises(UsageError, match="KWD"):
        noted(made)


# ------------------------------------------------------------------ the file of facts


def read(tmp_path, content):
    """The facts in a file of this content."""
    file = tmp_path / "note.yaml"
    file.write_text(content, "utf-8")
    return read_facts(file)


def test_the_facts_are_read_as_they_are_written(tmp_path):
    """Numbers may be plain; the invoice's date and the references are optional."""
    content = """\
number: 4711
issued: 2026-05-06
vat: {category: E, rate: 0%, reason: "Article 135"}
invoice: {number: INV-4, issued: 2026-04-01}
nature: price_reduction
buyer_reference: PO-1
"""

    facts = read(tmp_path, content)

    assert facts == Facts(
        number="4711",
        issued=date(2026, 5, 6),
        vat=Vat("E", Decimal(0), "Article 135"),
        file=str(tmp_path / "note.yaml"),
        invoice=InvoiceRef("INV-4", date(2026, 4, 1)),
        nature="price_reduction",
        buyer_reference="PO-1",
    )


HEAD = "number: CN-1\nissued: 2026-05-06\n"


@pytest.mark.parametrize(
    ("content", "says", "at"),
    [
        ("issued: 2026-05-06\n", "'number' is missing", ":1:1"),
        (HEAD, "'vat' is missing", ":1:1"),
        (HEAD + "vat: 25%\n", "no list of keys", ":3:6"),
        (HEAD + "vat: {category: X, rate: 25%}\n", "'X' is no category", ":3:17"),
        (HEAD + "vat: {category: S}\n", "rate above zero", ":3:"),
        (HEAD + "vat: {category: S, rate: 0%}\n", "rate above zero", ":3:"),
        (HEAD + "vat: {category: S, rate: 25}\n", "write it with its unit", ":3:26"),
        (HEAD + "vat: {category: Z, rate: 5%}\n", "has the rate 0%", ":3:26"),
        (HEAD + "vat: {category: O, rate: 0%, reason: x}\n", "has no rate", ":3:26"),
        (HEAD + "vat: {category: E, rate: 0%}\n", "needs a reason", ":3:"),
        (HEAD + "vat: {category: O}\n", "needs a reason", ":3:"),
        (HEAD + "vat: {category: S, rate: 25%}\ntax: 1\n", "'tax' is not known", ":4:"),
        (HEAD + "vat: {category: S, rate: 25%}\nnature: bonus\n", "no nature", ":4:9"),
        (HEAD + "vat: {category: S, rate: 25%}\ninvoice: {}\n", "'number' is missing", ":4:"),
        ("number: CN-1\nissued: 06.05.2026\n", "a date", ":2:9"),
        ("number: [1]\n", "one line of text", ":1:9"),
        ("number: ''\n", "one line of text", ":1:9"),
        ("- 1\n", "", ":1:"),
        ("number: &a 1\n", "", ":1:"),
    ],
)
def test_a_wrong_fact_is_one_sentence_with_its_place(tmp_path, content, says, at):
    """What is wrong, where, and what to write."""
    with pytest.raises(LocatedError) as caught:
        read(tmp_path, content)

    assert says in caught.value.message
    assert at in caught.value.at


def test_a_file_of_facts_that_is_not_there_is_a_usage_error(tmp_path):
    """One sentence, no traceback."""
    with pytest.raises(UsageError, match="cannot be read"):
        read_facts(tmp_path / "none.yaml")


def test_zero_rated_needs_no_reason(tmp_path):
    """Category Z says it all."""
    assert Vat("Z", Decimal(0)) == read(tmp_path, HEAD + "vat: {category: Z, rate: 0%}\n").vat
