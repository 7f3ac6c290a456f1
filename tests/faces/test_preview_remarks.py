"""What a preview tells besides figures: late data, windows it does not settle, a faulty text."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import slaspec
from slaspec.errors import LocatedError
from slaspec.use_cases.load import load
from slaspec.use_cases.preview import preview

DEMO = Path(slaspec.__file__).parent / "_demo"


@pytest.fixture
def previewed(tmp_path):
    """A function that previews the demo's month under an edited contract."""

    def run(*edits, period="2026-03", as_of=date(2026, 4, 8)):
        shutil.copytree(DEMO / "contracts", tmp_path / "contracts")
        sla = tmp_path / "contracts" / "ferries.sla.yaml"
        text = sla.read_text("utf-8")
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        sla.write_text(text, "utf-8")
        records = {"ticket-export": DEMO / "records" / "tickets.csv"}
        book = load(tmp_path / "contracts")
        return preview(book, "ferry-desk", period, records=records, as_of=as_of)

    return run


CLOSES = (
    "metrics:\n",
    "statement: {due: 5 working days, data_closes: 5 working days, late_data: next_statement}\n"
    "metrics:\n",
)
COUNTED = (
    "  settlement: ",
    "  day_periods: {first_day: excluded, ends: end_of_day, on_closed_day: next_open_day,"
    " calendar: office-se}\n  settlement: ",
)


@pytest.mark.parametrize(("as_of", "said"), [(date(2026, 4, 10), 0), (date(2026, 4, 11), 1)])
def test_data_closes_at_the_end_of_its_last_day(previewed, as_of, said):
    """
    Five working days after March, with Good Friday and Easter Monday closed, end with 9 April.

    What was known at 00:00 of 10 April is what the statement stands on; later dates get a note.
    """
    remarks = previewed(CLOSES, COUNTED, as_of=as_of).remarks

    closed = [remark for remark in remarks if "closed with 2026-04-09" in remark]
    assert said == len(closed)
    assert all("--as-of 2026-04-10" in remark for remark in closed)


def test_the_data_of_several_windows_closed_is_one_remark(previewed):
    """A year of twelve notes that say the same would hide every other."""
    found = previewed(CLOSES, COUNTED, period="2026-02..2026-03", as_of=date(2026, 4, 11))

    [closed] = [remark for remark in found.remarks if "had closed" in remark]
    assert "of 2 windows had closed, of 2026-02 with 2026-03-06 and of 2026-03 with" in closed
    assert "(of 2026-03: 2026-04-10)" in closed


def test_a_target_without_a_whole_window_in_the_period_is_named(previewed):
    """A week inside of a month: the days that belong to other windows are not passed over."""
    edits = (
        ("  window: month\n", "  window: week\n"),
        ("    caps: [{per: month,", "    caps: [{per: window,"),
        ("base: {charge: service-desk}\n", "base: {charge: service-desk}\n"),
        ("{amount: 180000.00 SEK, per: month}", "{amount: 45000.00 SEK, per: week}"),
    )

    remarks = previewed(*edits).remarks

    assert [
        "resolution is judged per week: this preview settles 2026-03-02 to 2026-03-29, the"
        " other days of the period belong to windows beyond it"
    ] == list(remarks)


def test_errors_that_do_not_bar_are_named(previewed):
    """A party that nobody knows changes no figure, and still belongs before whoever signs."""
    remarks = previewed(("provider: fjord-it,", "provider: fjord,")).remarks

    assert any("slaspec check finds errors in this agreement (D005" in r for r in remarks)


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        (("amount: 180000.00 SEK", "amount: -180000.00 SEK"), "C021"),
        (("share: 90%, within: 4h", "share: 0%, within: 4h"), "M036"),
        (("{below: 90%, pays: 3%}, {below: 80%", "{below: 80%, pays: 3%}, {below: 90%"), "C003"),
        (("few_events: none", "few_events: {up_to: 2, allow_misses: 5}"), "M048"),
    ],
)
def test_a_fault_with_which_an_amount_would_be_wrong_is_refused(previewed, edit, rule):
    """What check calls an error on the way to an amount is not settled; the place is named."""
    with pytest.raises(LocatedError, match=rf"ferries\.sla\.yaml:\d+:\d+: {rule} "):
        previewed(edit)
