"""Running rules over a book: order, merging, selection, documents and targets of findings."""

from __future__ import annotations

import random
from datetime import date

import pytest

from slaspec.checks.pages.examples import write_example
from slaspec.checks.registry import all_rules
from slaspec.checks.run import bars, each, merged, run
from slaspec.checks.selection import Selection, ids_of
from slaspec.errors import UsageError
from slaspec.language.book import load_book

TODAY = date(2026, 11, 21)
TWO_ON_TERMS = """\
terms: {use: nordit-terms, version: 2026-1}
effective: {from: 2026-07-01, through: 2027-12-31, renewal: none, notice: 3 months,
            judged_from: 2026-07-01, credits_from: 2026-07-01}
# metrics is missing
# exclusions is missing
---
kind: SLA
id: beta-sla
terms: {use: nordit-terms, version: 2026-1}
effective: {from: 2026-01-01, through: 2026-06-30, renewal: none, notice: 3 months,
            judged_from: 2026-01-01, credits_from: 2026-01-01}
# metrics is missing
# exclusions is missing
---
kind: Terms
metrics:
  - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
     start: reported, stop: [resolved, closed], pause: [], hours: office, exclusions: [storms]}
  - {id: network-availability, kind: availability, of: network, source: noc-outages,
     hours: 24x7, unmonitored: down, quantum: exact, minimum_outage: 0s}
"""


@pytest.fixture
def book_of(tmp_path):
    """The portfolio with an example laid over it."""

    def load(example=""):
        write_example(example, tmp_path)
        return load_book(tmp_path)

    return load


def test_the_smallest_complete_portfolio_has_no_findings(book_of):
    """What the examples are laid over is itself without any fault."""
    assert [] == run(book_of(), TODAY)


def test_a_fault_in_terms_is_told_once(book_of):
    """Two agreements use faulty Terms: one finding, in the file of the Terms."""
    book = book_of(TWO_ON_TERMS)

    [finding] = run(book, TODAY, ignore=["M105", "T024"])

    assert "D010" == finding.rule
    assert finding.span.file.endswith("terms.yaml")
    assert "acme-sla" == finding.document
    assert ("metrics", "resolution-time", "exclusions", "[0]") == finding.path


def test_each_agreement_has_its_own_finding_for_the_faces(book_of):
    """Before merging every agreement that is touched has the finding."""
    found = list(each(book_of(TWO_ON_TERMS), TODAY, Selection.of(ignore=["M105", "T024"])))

    assert ["acme-sla", "beta-sla"] == sorted(finding.document for finding in found)


def test_a_question_of_several_targets_is_told_once_and_known_at_each(book_of):
    """An unanswered question has one message for all targets, and a finding at each of them."""
    book = book_of("interpretation: {window: month}")

    targets = [f.target for f in each(book, TODAY) if f.rule == "M030"]
    [finding] = [f for f in run(book, TODAY) if f.rule == "M030"]

    assert ["resolution", "availability"] == targets
    assert "" == finding.target
    assert ("interpretation", "no_data") == finding.path


def test_a_question_of_one_target_keeps_its_name(book_of):
    """Where only one target is touched the merged finding names it."""
    [finding] = run(book_of("interpretation: {window: month}"), TODAY, select=["M021"])

    assert "resolution" == finding.target
    assert "measurable" == finding.aspect
    assert "error" == finding.severity


def test_findings_are_in_the_order_of_places(book_of):
    """Findings are sorted by file, line and column, whatever the order of the rules."""
    found = run(
        book_of("interpretation: {window: month}\nparties: {provider: a, customer: b}"), TODAY
    )
    shuffled = list(found)
    random.Random(1).shuffle(shuffled)

    assert len(found) > 10
    assert found == sorted(found, key=lambda finding: finding.order)
    assert found == merged(shuffled)


def test_the_faults_of_files_are_among_the_findings(book_of):
    """A file that cannot be read is reported beside what the rules say of the others."""
    found = run(book_of("kind: Calendar\nholidays: []\n---\ncurrency: EUX"), TODAY)

    assert ["S001", "C022"] == [finding.rule for finding in found]


def test_what_a_faulty_file_may_define_is_not_reported_as_missing(book_of):
    """While a calendar is faulty, references to it are not judged."""
    found = run(book_of("kind: Calendar\nopen: {mon-fri: [8-17]}"), TODAY)

    assert {"S005"} == {finding.rule for finding in found}


def test_a_faulty_contract_of_a_supplier_is_not_reported_as_missing(book_of):
    """While a UC has a fault of shape, nobody is told that the supplier has promised nothing."""
    told = book_of(
        "answers_for: [{component: wan, party: telco}]\n---\nkind: UC\nid: telco-uc\nversion: []"
        "\n---\nkind: Parties\norganisations:\n  - {id: acme, name: Acme AS}"
        "\n  - {id: nordit, name: Nordit AS}"
        "\n  - {id: nordit-desk, name: Service desk of Nordit, part_of: nordit}"
        "\n  - {id: telco, name: Telco AS}"
    )

    assert "P015" not in {finding.rule for finding in run(told, TODAY)}


def test_nothing_is_missing_while_a_file_cannot_be_read_at_all(book_of):
    """Of a file that is not YAML nobody knows the id: no reference is reported as broken."""
    found = run(book_of("kind: Parties\norganisations: [{id: acme"), TODAY)

    assert {"Y001"} == {finding.rule for finding in found}


def test_an_agreement_without_its_terms_is_not_judged_by_half(book_of):
    """With Terms that are not there only that is reported, not every section they would hold."""
    found = run(book_of("terms: {use: gone, version: 1}\n# metrics is missing"), TODAY)

    assert ["D003"] == [finding.rule for finding in found]


def test_select_and_ignore(book_of):
    """Rules are selected by id, by the beginning of an id and by name; ignoring wins."""
    book = book_of("# interpretation is missing")

    assert {"M004"} == {f.rule for f in run(book, TODAY, select=["M004"])}
    assert {"C009", "C010", "C012", "C013"} == {f.rule for f in run(book, TODAY, select=["C"])}
    by_name = run(book, TODAY, select=["target-without-window", "c"], ignore=["C01"])

    assert {"M004", "C009"} == {f.rule for f in by_name}


def test_severities(book_of):
    """Only findings of the severities that are asked for are given."""
    book = book_of("# interpretation is missing")

    assert {"M035"} == {f.rule for f in run(book, TODAY, severities=["warning"])}
    assert [] == run(book, TODAY, severities=["info"])


@pytest.mark.parametrize(
    ("word", "hint"),
    [("M404", "did you mean"), ("target-without-windows", "did you mean target-without-window?")],
)
def test_an_unknown_rule_is_refused(book_of, word, hint):
    """A misspelt rule is no silent selection of nothing."""
    with pytest.raises(UsageError, match="is no rule") as refused:
        run(book_of(), TODAY, select=[word])

    assert hint in str(refused.value)


def test_an_unknown_severity_is_refused(book_of):
    """Severities are error, warning and info."""
    with pytest.raises(UsageError, match="'fatal' is no severity; there are: error, warning, info"):
        run(book_of(), TODAY, severities=["fatal"])


def test_reading_rules_can_be_selected(book_of):
    """The rules of reading a file are selected like the others."""
    book = book_of("currency: EUX\nfrom: nowhere")

    assert ["S001"] == [finding.rule for finding in run(book, TODAY, select=["S"])]
    assert [] == run(book, TODAY, ignore=["S"])


def test_an_empty_word_selects_nothing():
    """An empty word is refused, although every id begins with it."""
    with pytest.raises(UsageError, match="'' is no rule"):
        ids_of("")


def test_the_empty_selection_is_everything():
    """Without select every rule is wanted."""
    assert all(Selection.of().wants(rule.id) for rule in all_rules())


def test_a_rule_runs_on_one_agreement(book_of):
    """A rule can be run on one document of a book."""
    book = book_of("# timezone is missing")
    rule = next(rule for rule in all_rules() if rule.id == "M013")

    [finding] = rule.run_on(book.agreement("acme-sla"), book, TODAY)

    assert "acme-sla" == finding.document
    assert [] == list(rule.run_on(book.agreement("desk-ola"), book, TODAY))


def test_fingerprints_survive_edits_elsewhere(book_of, tmp_path):
    """A finding has the same fingerprint when lines are added above it, and no two share one."""
    broken = "parties: {provider: nordit, customer: acne}\n"
    before = run(book_of(broken), TODAY)
    after = run(book_of(f"# a comment\n\n{broken}"), TODAY)

    assert [f.fingerprint for f in before] == [f.fingerprint for f in after]
    assert [f.span.line + 2 for f in before] == [f.span.line for f in after]


def test_nothing_bars_the_settlement_of_a_sound_agreement(book_of):
    """A complete portfolio is settled, and so is one with a question that another rule asks."""
    book = book_of("# currency is missing\nparties: {provider: nordit, customer: gone}")

    assert {"B006", "C019", "D005"} == {f.rule for f in run(book, TODAY, severities=["error"])}
    assert [] == bars(book, "acme-sla", TODAY)


def test_a_fault_of_an_agreement_bars_its_own_settlement_only(book_of):
    """A remedy that is paid twice bars the agreement that says so, not its neighbours."""
    twice = "remedies: [network-credit, network-credit]"
    book = book_of(
        "targets:\n"
        "  - {id: availability, service: network, metric: network-availability,\n"
        f"     objective: {{availability: 99.9%}}, {twice}}}\n"
    )

    assert ["D022"] == [finding.rule for finding in bars(book, "acme-sla", TODAY)]
    assert [] == bars(book, "desk-ola", TODAY)


def test_a_fault_of_a_shared_document_bars_every_settlement(book_of):
    """Whoever uses a calendar without a rule for nights before holidays, nothing is settled."""
    book = book_of('kind: Calendar\nopen: {mon-fri: ["22:00-06:00"]}')

    for agreement in ("acme-sla", "desk-ola"):
        assert ["T006"] == [finding.rule for finding in bars(book, agreement, TODAY)]


def test_a_fault_in_the_terms_of_an_agreement_bars_it(book_of):
    """What stands in the Terms is a fault of the agreement that uses them, told once."""
    book = book_of(TWO_ON_TERMS.replace("pause: []", "pause: [waiting_supplier]"))

    for agreement in ("acme-sla", "beta-sla"):
        [finding] = bars(book, agreement, TODAY)

        assert "M009" == finding.rule
        assert finding.span.file.endswith("terms.yaml")


def test_an_id_that_stands_twice_bars_whosever_it_is(book_of):
    """With two agreements of one id nobody knows which of them is settled, or meant."""
    book = book_of("kind: OLA\nid: desk-ola\n---\nkind: UC\nid: desk-ola")

    assert ["D001"] == [finding.rule for finding in bars(book, "acme-sla", TODAY)]


def test_only_errors_bar_a_settlement():
    """A warning is heard and the amount is computed; every rule that bars is an error."""
    barring = {rule.id: rule.severity for rule in all_rules() if rule.bars_settlement}

    assert {"D001", "D022", "T006", "M043", "M045", "C003", "C023", "C026"} < barring.keys()
    assert {"error"} == set(barring.values())
    assert not {"D005", "D006", "D014", "D017", "C012", "C013"} & barring.keys()
