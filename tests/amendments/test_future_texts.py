"""`check` judges the text in force, and tells beforehand what signed amendments will bring about."""

from datetime import date

import slaspec

P1 = "targets/resolution/objectives/P1"
MISNAMED = {"at": f"{P1}/hours", "was": "24x7", "becomes": "nights"}


def found(book, day, *rules):
    """Findings of some rules on a day: place, message."""
    told = book.check(date.fromisoformat(day))
    return [(str(f.span), f.message) for f in told if f.rule in rules]


def test_the_text_in_force_is_judged(portfolio):
    """Before the amendment its fault is told for the day of it, afterwards as a fault of today."""
    book = portfolio({"changes": [MISNAMED]})

    at = "contracts/amendment-1.yaml:21:12"
    assert [(at, "from 2026-07-15 on: there is no calendar 'nights'")] == found(
        book, "2026-07-14", "T002"
    )
    assert [(at, "there is no calendar 'nights'")] == found(book, "2026-07-15", "T002")


def test_what_an_amendment_mends_is_told_until_it_does(portfolio):
    """A calendar that is not there is a fault until the day of the amendment."""
    edit = {"harbour.sla.yaml": ("within: 5h, hours: 24x7", "within: 5h, hours: nights")}
    mended = {"at": f"{P1}/hours", "was": "nights", "becomes": "24x7"}
    book = portfolio({"changes": [mended]}, edit=edit)

    assert 1 == len(found(book, "2026-07-14", "T002"))
    assert [] == found(book, "2026-07-15", "T002")


def test_what_shows_elsewhere_is_told_at_the_change_that_causes_it(portfolio):
    """A remedy goes, a target still leads to it: the amendment is the place, the target related."""
    book = portfolio(edit={})
    remedy = book.contracts["harbour-desk"].at.document.data["remedies"][0]
    book = portfolio({"changes": [{"at": "remedies/credit", "removes": remedy}]})

    (finding,) = [f for f in book.check(date(2026, 7, 1)) if f.rule == "D066" or f.rule == "D011"]
    assert "contracts/amendment-1.yaml" == finding.span.file
    assert "harbour-desk" == finding.document


def test_an_amendment_of_an_ola_is_judged_by_the_agreements_that_stand_on_it(portfolio, tmp_path):
    """A target that an OLA loses is missed by the SLA that is backed by it, from that day on."""
    edit = {"harbour.sla.yaml": ("within: 5h, hours: 24x7}", "within: 5h, hours: 24x7,"
                                 " backed_by: [crew-ola#respond/P1]}")}  # fmt: skip
    book = portfolio(edit=edit)
    text = (tmp_path / "contracts" / "harbour.sla.yaml").read_text("utf-8")
    ola = text.replace("kind: SLA", "kind: OLA").replace("harbour-desk", "crew-ola")
    ola = ola.replace("id: resolution\n", "id: respond\n").replace(
        ", backed_by: [crew-ola#respond/P1]", ""
    )
    objective = {"share": "90%", "within": "5h", "hours": "24x7"}
    changes = [{"at": "targets/respond/objectives/P1", "removes": objective}]
    portfolio(
        {"amends": {"agreement": "crew-ola", "version": "1.0"}, "changes": changes}, edit=edit
    )
    (tmp_path / "contracts" / "crew.ola.yaml").write_text(ola, "utf-8")
    book = slaspec.load(tmp_path / "contracts", "contracts")

    told = [f for f in book.check(date(2026, 7, 1)) if f.rule == "D009"]
    assert [("contracts/amendment-1.yaml", "harbour-desk")] == [
        (f.span.file, f.document) for f in told
    ]
    assert told[0].message.startswith("from 2026-07-15 on: ")


def test_what_changes_on_one_day_is_judged_together(portfolio):
    """A second amendment of the day mends what the first would break: nothing is to be told."""
    mends = {"at": f"{P1}/hours", "was": "nights", "becomes": "office"}
    book = portfolio({"changes": [MISNAMED]}, {"changes": [mends]})

    assert [] == found(book, "2026-07-01", "T002")
    assert 1 == len(found(book, "2026-07-01", "D067"))


def test_an_amendment_in_force_breaks_nothing_to_come(portfolio):
    """What began is judged as the text of today, once."""
    book = portfolio({"changes": [MISNAMED]})

    assert 1 == len(found(book, "2026-12-01", "T002"))


def test_drafts_are_judged_as_well(portfolio):
    """What is not signed yet is checked like what is, so that what is signed is sound."""
    book = portfolio({"signatures": None, "changes": [MISNAMED]})

    assert 1 == len(found(book, "2026-07-01", "T002"))
    assert 1 == len(found(book, "2026-07-01", "D069"))
