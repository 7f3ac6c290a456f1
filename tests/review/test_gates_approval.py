"""Missing approval: every party that has to consent signed the text that is changed, and no other."""

import pytest

from slaspec.checks.pages.portfolio import AMENDMENT, CALENDAR, CATALOGUE, PARTIES, SOURCE
from tests.review.gate_build import (
    NEW_SIGNATURES,
    OLA,
    SLA,
    TIGHTER,
    VERSION_2,
    asked,
    edited,
    pair_of,
    states,
)

GATE = "missing-approval"
ACME, NORDIT = NEW_SIGNATURES
TIGHTER_AND = "targets/resolution/objectives/P1/within: "
DRAFT = edited(
    AMENDMENT,
    ("effective: {from: 2026-07-01}", "effective: {from: 2027-03-01}"),
    ("  - {party: acme, by: j-jansen, date: 2026-05-20}\n", ""),
)
SIGNED = edited(AMENDMENT, ("effective: {from: 2026-07-01}", "effective: {from: 2027-03-01}"))
SHORTER_DAY = ('mon-fri: ["08:00-17:00"]', 'mon-fri: ["08:00-16:00"]')
UC = "\n".join(
    line
    for line in edited(
        OLA,
        ("kind: OLA", "kind: UC"),
        ("binding: internal", "binding: contract"),
        (
            "signatures:\n"
            "  - {party: nordit-desk, by: k-berg, date: 2025-12-01}\n"
            "  - {party: nordit, by: k-berg, date: 2025-12-01}\n",
            "transcribed_from:\n"
            "  {document: desk.pdf, sha256: "
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}\n"
            "read_by: k-berg\n"
            "checked_by: j-jansen\n",
        ),
    ).split("\n")
)
SLOWER = ("P1: {share: 95%, within: 4h", "P1: {share: 95%, within: 5h")
NEW_PAPER = ("9f86d081884c7d659a2feaa0c55ad015", "1a79a4d60de6718e8e5b326e338ae533")


def missing(folder, head, base=None):
    """The sentences of the gate where it denies; none where it passes."""
    results = asked(pair_of(folder, base, head), GATE)
    assert set(states(results)) <= {"passed", "denied"}
    return [each.sentence for each in results if each.state == "denied"]


def test_nothing_material_needs_no_signature(tmp_path):
    """A title and a remark are nobody's promise."""
    title = ("title: Service desk and network for Acme", "title: Desk and network for Acme")

    assert [] == missing(tmp_path, {"sla.yaml": edited(SLA, title)})


def test_signatures_of_the_text_before_are_not_for_this_one(tmp_path):
    """Changed in place, even under a new version: both have to sign anew, and are named."""
    [said] = missing(tmp_path, {"sla.yaml": edited(SLA, TIGHTER, VERSION_2)})

    assert said.startswith(f"'acme-sla' is changed ({TIGHTER_AND}")
    assert said.endswith(", and nordit and acme have not signed it")


def test_one_new_signature_is_not_two(tmp_path):
    """The party that is missing is named."""
    [said] = missing(tmp_path, {"sla.yaml": edited(SLA, TIGHTER, VERSION_2, ACME)})

    assert said.endswith(", and nordit has not signed it")


def test_both_new_signatures_approve(tmp_path):
    """Each party signed the text that is there now."""
    text = edited(SLA, TIGHTER, VERSION_2, *NEW_SIGNATURES)

    assert [] == missing(tmp_path, {"sla.yaml": text})


def test_a_party_signs_through_the_organisation_it_is_part_of(tmp_path):
    """The desk is part of Nordit: one signature of Nordit is for both sides of the OLA."""
    signed = ("{party: nordit, by: k-berg, date: 2025-12-01}",
              "{party: nordit, by: k-berg, date: 2026-11-18}")  # fmt: skip

    assert [] == missing(tmp_path, {"ola.yaml": edited(OLA, SLOWER, signed)})


@pytest.mark.parametrize(("consent", "signature"), [("provider", NORDIT), ("customer", ACME)])
def test_where_one_side_may_change_the_text_alone_one_signature_is_enough(
    tmp_path, consent, signature
):
    """Who has to consent says the text before the change, not the one after it."""
    alone = ("changes: {consent: mutual,", f"changes: {{consent: {consent},")
    before = {"sla.yaml": edited(SLA, alone)}
    after = {"sla.yaml": edited(SLA, alone, TIGHTER, signature)}

    assert [] == missing(tmp_path / "said", after, before)
    assert [] != missing(tmp_path / "new", after)


def test_a_new_agreement_needs_all_signatures(tmp_path):
    """Nothing of it was there before: its signatures are new, if there are any."""
    unsigned = edited(SLA, ("  - {party: acme, by: j-jansen, date: 2025-12-10}\n", ""))

    [said] = missing(tmp_path / "one", {}, {"sla.yaml": None}) or ["passes"]
    [other] = missing(tmp_path / "two", {"sla.yaml": unsigned}, {"sla.yaml": None})

    assert "passes" == said
    assert "'acme-sla' is new, and acme has not signed it" == other


def test_another_customer_has_to_sign_too(tmp_path):
    """Who was no party before has agreed to nothing yet."""
    beta = (
        "  - {id: acme, name: Acme AS}",
        "  - {id: acme, name: Acme AS}\n  - {id: beta, name: Beta AS}",
    )
    parties = {"parties.yaml": edited(PARTIES, beta)}
    text = edited(
        SLA, ("customer: acme, beneficiaries", "customer: beta, beneficiaries"), *NEW_SIGNATURES
    )

    [said] = missing(tmp_path, {**parties, "sla.yaml": text}, parties)

    assert said.endswith(", and beta has not signed it")


def test_a_charter_is_signed_by_nobody(tmp_path):
    """An informal promise to a class of customers has no other side."""
    charter = ("binding: contract", "binding: charter")
    before = {"sla.yaml": edited(SLA, charter)}

    assert [] == missing(tmp_path, {"sla.yaml": edited(SLA, charter, TIGHTER)}, before)


def test_an_agreement_in_force_is_not_ended_by_deleting_it(tmp_path):
    """Its term runs to the end of 2027; of one that is over, nothing is asked."""
    over = ("through: 2027-12-31, renewal", "through: 2026-11-20, renewal")

    [said] = missing(tmp_path / "runs", {"sla.yaml": None})

    assert (
        "'acme-sla' is removed; it is in force until 2027-12-31, and nobody has signed that it is"
        " over"
    ) == said
    assert [] == missing(tmp_path / "over", {"sla.yaml": None}, {"sla.yaml": edited(SLA, over)})


def test_an_agreement_whose_file_is_broken_is_not_removed(tmp_path):
    """That the file cannot be read is an error of its own."""
    assert [] == missing(tmp_path, {"sla.yaml": "kind: [\n"})


# --- amendments ----------------------------------------------------------------------------------


def test_a_signed_amendment_is_approved(tmp_path):
    """Both signed it; the agreement itself is as it was."""
    assert [] == missing(tmp_path, {"amendment.yaml": SIGNED})


def test_a_draft_lacks_the_party_that_has_not_signed(tmp_path):
    """The amendment, its agreement, what it changes, and who is missing."""
    [said] = missing(tmp_path, {"amendment.yaml": DRAFT})

    assert said.startswith(f"amendment 'acme-amendment-1' changes 'acme-sla' ({TIGHTER_AND}")
    assert said.endswith(", and acme has not signed it")


def test_a_draft_that_stays_as_it_is_was_decided_before(tmp_path):
    """Only what the change brings is asked about."""
    both = {"amendment.yaml": DRAFT}

    assert [] == missing(tmp_path, both, both)


def test_the_last_signature_of_a_draft_approves_it(tmp_path):
    """The draft is on the base; the change brings the signature."""
    assert [] == missing(tmp_path, {"amendment.yaml": SIGNED}, {"amendment.yaml": DRAFT})


def test_a_signed_amendment_is_not_rewritten(tmp_path):
    """Its signatures are for 4h; for 3h nobody has signed, until both do."""
    other = edited(SIGNED, ("becomes: 4h", "becomes: 3h"))
    again = edited(other, ("date: 2026-05-20", "date: 2026-11-18"), ("date: 2026-05-21", "date: 2026-11-19"))  # fmt: skip
    before = {"amendment.yaml": SIGNED}

    [said] = missing(tmp_path / "old", {"amendment.yaml": other}, before)

    assert said.endswith(", and nordit and acme have not signed it")
    assert [] == missing(tmp_path / "new", {"amendment.yaml": again}, before)


def test_a_signed_amendment_is_not_put_off(tmp_path):
    """It was signed for 1 March; that it takes effect in June only, nobody has signed."""
    later = edited(SIGNED, ("from: 2027-03-01", "from: 2027-06-01"))
    [said] = missing(tmp_path, {"amendment.yaml": later}, {"amendment.yaml": SIGNED})

    assert said.startswith("amendment 'acme-amendment-1' changes 'acme-sla' (")
    assert said.endswith(", and nordit and acme have not signed it")


def test_what_was_signed_is_not_withdrawn_by_deleting_it(tmp_path):
    """An amendment that both signed disappears."""
    [said] = missing(tmp_path, {}, {"amendment.yaml": SIGNED})

    assert "amendment 'acme-amendment-1' of 'acme-sla' was signed, and nobody withdrew it" == said


# --- paper of the other side ---------------------------------------------------------------------


def test_a_transcribed_text_counts_by_its_new_document(tmp_path):
    """A UC that is changed without a new document of the supplier is what nobody said."""
    before = {"ola.yaml": UC}

    [said] = missing(tmp_path / "old", {"ola.yaml": edited(UC, SLOWER)}, before)

    assert said.endswith(", and desk.pdf is the document of the text before")
    assert [] == missing(tmp_path / "new", {"ola.yaml": edited(UC, SLOWER, NEW_PAPER)}, before)


def test_a_transcribed_text_is_read_by_two_people(tmp_path):
    """One pair of eyes is not enough to bind the other side."""
    alone = ("checked_by: j-jansen", "checked_by: k-berg")

    [said] = missing(tmp_path, {"ola.yaml": edited(UC, SLOWER, NEW_PAPER, alone)}, {"ola.yaml": UC})

    assert said.endswith(", and no two people read desk.pdf and compared it with the text")


def test_a_signed_paper_counts_by_its_digest(tmp_path):
    """Where the signatures are on paper, a new paper brings them."""
    paper = "signed: {document: acme.pdf, sha256: " + 64 * "a" + "}\ntimezone: Europe/Oslo"
    before = {"sla.yaml": edited(SLA, ("timezone: Europe/Oslo", paper))}
    new = ("sha256: " + 64 * "a", "sha256: " + 64 * "b")

    assert [] != missing(
        tmp_path / "old", {"sla.yaml": edited(before["sla.yaml"], TIGHTER)}, before
    )
    assert [] == missing(tmp_path / "new", {"sla.yaml": edited(before["sla.yaml"], TIGHTER, new)}, before)  # fmt: skip


# --- what many agreements share ------------------------------------------------------------------


def test_a_calendar_is_agreed_by_those_who_name_it(tmp_path):
    """Shorter office hours change both agreements: one finding that names them."""
    results = asked(pair_of(tmp_path, head={"calendar.yaml": edited(CALENDAR, SHORTER_DAY)}), GATE)

    [result] = results
    assert "denied" == result.state
    assert "office" == result.finding.document
    assert result.sentence.startswith("Calendar 'office' is changed (open")
    assert result.sentence.endswith(
        "and so is what was agreed in acme-sla and desk-ola, of which not all have signed that"
    )


@pytest.mark.parametrize(
    ("changes", "denied"), [("", 1), ("changes: by_consent\n", 1), ("changes: provider_if_not_worse\n", 0)]
)  # fmt: skip
def test_a_service_is_agreed_by_those_to_whom_it_is_delivered(tmp_path, changes, denied):
    """It consists of less: the SLA with this service was signed for more, or leaves it open."""
    less = edited(CATALOGUE, (", components: [wan]", ""))
    said = missing(
        tmp_path, {"catalogue.yaml": less + changes}, {"catalogue.yaml": CATALOGUE + changes}
    )

    assert denied == len(said)
    assert all("acme-sla" in each for each in said)


def test_agreements_that_are_signed_with_the_calendar_approve_it(tmp_path):
    """The OLA and the SLA bear new signatures."""
    desk = ("{party: nordit, by: k-berg, date: 2025-12-01}",
            "{party: nordit, by: k-berg, date: 2026-11-18}")  # fmt: skip
    head = {
        "calendar.yaml": edited(CALENDAR, SHORTER_DAY),
        "sla.yaml": edited(SLA, *NEW_SIGNATURES),
        "ola.yaml": edited(OLA, desk),
    }

    assert [] == missing(tmp_path, head)


def test_an_agreement_behind_another_is_none_of_the_customers(tmp_path):
    """A change of the OLA is signed by its own parties, not by those of the SLA it stands behind."""
    [said] = missing(tmp_path, {"ola.yaml": edited(OLA, SLOWER)})

    assert said.startswith("'desk-ola' is changed")
    assert "acme" not in said
