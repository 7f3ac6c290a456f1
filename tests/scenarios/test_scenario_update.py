"""`slaspec check --scenarios --update`: what came is shown, and written in the place of what stood."""

from __future__ import annotations

import pytest

from slaspec.checks.pages.portfolio import ATTACHMENTS, DOCUMENTS
from slaspec.cli import run

TEXT = """\
# what both sides agreed on
apiVersion: slaspec/v1
kind: Scenario
id: money
title: Crédit — what is owed   # a title
agreement: acme-sla
as_of: 2026-06-08
period: 2026-04
given:
  measured:
    - {target: availability, window: 2026-04, value: 99.4%}   # 99.4
expect:
  verdicts: [{target: availability, window: 2026-04, verdict: met, value: 99.90%}]
  lines:
    - target: availability   # the network
      window: 2026-04
      remedy: network-credit
      amount: 600.00 EUR     # by hand
      trail: [{stage: rate, out: 5%}, {stage: base, out: '600.00 EUR'}]
  total: "600.00 EUR"
"""
RIGHT = (
    TEXT.replace("verdict: met, value: 99.90%", "verdict: missed, value: 99.40%")
    .replace("600.00 EUR", "1200.00 EUR")
    .replace("out: 5%", "out: 10%")
)


@pytest.fixture
def portfolio(tmp_path, monkeypatch):
    """The smallest complete portfolio with a scenario; gives the file of the scenario."""

    def written(text=TEXT, mark="", end="\n"):
        folder = tmp_path / "contracts"
        for name, document in (ATTACHMENTS | DOCUMENTS).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(document, "utf-8")
        file = folder / "money.scenario.yaml"
        file.write_bytes((mark + text.replace("\n", end)).encode())
        monkeypatch.chdir(tmp_path)
        return file

    return written


def update(*more):
    """The exit code of an update, as of a day."""
    return run(["check", "contracts", "--scenarios", "--update", "--as-of", "2026-06-08", *more])


def test_values_are_written_where_they_stand(portfolio, capsys):
    """Comments, order, quotes and layout stay; the check that follows finds nothing."""
    file = portfolio()

    assert 0 == update()
    assert RIGHT == file.read_text("utf-8")
    assert [
        "contracts/money.scenario.yaml:13:63: acme-sla#availability in 2026-04: verdict met -> missed",
        "contracts/money.scenario.yaml:13:75: acme-sla#availability in 2026-04: value 99.90% -> 99.40%",
        "contracts/money.scenario.yaml:18:15: acme-sla#availability in 2026-04, network-credit:"
        " amount 600.00 EUR -> 1200.00 EUR",
        "contracts/money.scenario.yaml:19:34: acme-sla#availability in 2026-04, network-credit:"
        " out 5% -> 10%",
        "contracts/money.scenario.yaml:19:58: acme-sla#availability in 2026-04, network-credit:"
        " out 600.00 EUR -> 1200.00 EUR",
        "contracts/money.scenario.yaml:20:10: acme-sla: total 600.00 EUR -> 1200.00 EUR",
    ] == [line for line in capsys.readouterr().err.splitlines() if " -> " in line]


def test_nothing_is_written_without_being_asked(portfolio):
    """The same check without `--update` fails and leaves the file alone."""
    file = portfolio()

    assert 1 == run(["check", "contracts", "--scenarios", "--as-of", "2026-06-08"])
    assert TEXT == file.read_text("utf-8")


def test_what_is_as_expected_is_not_touched(portfolio):
    """A second update finds nothing to write: the file is the same one."""
    file = portfolio(RIGHT)
    before = file.stat().st_ino

    assert 0 == update()
    assert before == file.stat().st_ino


@pytest.mark.parametrize(("mark", "end"), [("\ufeff", "\n"), ("", "\r\n")])
def test_byte_order_mark_and_line_ends_stay(portfolio, mark, end):
    """A file of another editor stays one."""
    file = portfolio(TEXT, mark, end)

    assert 0 == update()
    assert (mark + RIGHT.replace("\n", end)).encode() == file.read_bytes()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"amount: 600.00 EUR ": "amount: 1200.00 EUR ", "remedy: network-credit": "record: x\n      remedy: network-credit"},
            "is not paid (no such objective, window or remedy is settled): add it, or take it out",
        ),
        (
            {"  lines:\n": "  lines: []\n", **{line: "" for line in TEXT.splitlines(keepends=True)[14:19]}},
            "is 1200.00 EUR, and not expected: add it, or take it out, by hand",
        ),
        ({"stage: rate": "stage: raffle"}, "has no stage 'raffle' there: mend it by hand"),
        (
            {"value: 99.4%": "value: 99.99%", "amount: 600.00 EUR": "amount: 6.00 EUR"},
            "is not paid and has no trail: take it out by hand",
        ),
        ({"value: 99.4%": "value: 199.4%"}, "contracts/money.scenario.yaml:11:54: "),
    ],
)  # fmt: skip
def test_what_no_other_value_can_mend_is_refused(portfolio, capsys, changes, says):
    """A line too many or too few, a stage that is not there, figures that cannot be: by hand."""
    text = TEXT
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    file = portfolio(text)

    assert 1 == update()
    assert text == file.read_text("utf-8")
    [refused] = [line for line in capsys.readouterr().err.splitlines() if "not updated" in line]
    assert says in refused


def test_a_line_that_is_no_longer_paid_becomes_nothing(portfolio):
    """Its amount is the only value to change, and the total with it."""
    text = TEXT.replace("value: 99.4%", "value: 99.95%").replace("value: 99.90%", "value: 99.95%")
    text = text.replace(
        "      trail: [{stage: rate, out: 5%}, {stage: base, out: '600.00 EUR'}]\n", ""
    )
    file = portfolio(text)

    assert 0 == update()
    assert text.replace("600.00 EUR", "0.00 EUR") == file.read_text("utf-8")


def test_counts_are_written_too(portfolio):
    """Records and their number, in a scenario of verdicts alone."""
    head, _ = TEXT.split("given:")
    text = head + (
        "given:\n"
        "  measured: [{target: resolution, objective: P1, window: 2026-04, good: 7, total: 9}]\n"
        "expect:\n"
        "  verdicts:\n"
        "    - {target: resolution, objective: P1, window: 2026-04, verdict: missed,\n"
        "       met: 8, counted: 10, value: 80.0%}\n"
    )
    file = portfolio(text)

    assert 0 == update()
    wanted = text.replace("met: 8, counted: 10, value: 80.0%", "met: 7, counted: 9, value: 77.8%")
    assert wanted == file.read_text("utf-8")


def test_only_the_named_files_are_written(portfolio):
    """Whoever asks for another file gets that one."""
    file = portfolio()

    update_of_another = ["check", "contracts/sla.yaml", "--scenarios", "--update"]
    run([*update_of_another, "--as-of", "2026-06-08"])

    assert TEXT == file.read_text("utf-8")


def test_update_is_about_scenarios(portfolio, capsys):
    """Without `--scenarios` the option means nothing, and is refused."""
    portfolio()

    assert 2 == run(["check", "contracts", "--update"])
    assert "--update goes with --scenarios" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_leaves_the_file(portfolio, capsys, monkeypatch):
    """One sentence, exit code 3, and the old text."""
    file = portfolio()

    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("slaspec.report.files.os.fsync", full)

    assert 3 == update()
    assert (
        "money.scenario.yaml' cannot be written: No space left on device" in capsys.readouterr().err
    )
    assert TEXT == file.read_text("utf-8")
    assert [] == [each.name for each in file.parent.iterdir() if each.name.startswith(".")]
