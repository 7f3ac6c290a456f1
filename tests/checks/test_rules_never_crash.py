"""Rules stay silent where something they need is broken; they never fail on it."""

from __future__ import annotations

import copy
import re
import tempfile
from datetime import date
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.checks.pages.portfolio import DOCUMENTS, ON_DEMAND
from slaspec.checks.run import each, merged
from slaspec.language.book import Book
from slaspec.language.read import read_text

TODAY = date(2026, 11, 21)
ASPECTS = ("document", "parties", "time", "measurable", "backed", "remedies")


class Plain(yaml.BaseLoader):
    """Texts, whole numbers and truths, as a contract is read: `2026-01-01` is a text."""


WHOLE, TRUTH = "tag:yaml.org,2002:int", "tag:yaml.org,2002:bool"
Plain.add_implicit_resolver(WHOLE, re.compile("(?:0|[1-9][0-9]*)$"), list("0123456789"))
Plain.add_implicit_resolver(TRUTH, re.compile("(?:true|false)$"), ["t", "f"])
Plain.add_constructor(WHOLE, lambda _loader, node: int(node.value))
Plain.add_constructor(TRUTH, lambda _loader, node: node.value == "true")


ALL = {name: yaml.load(text, Plain) for name, text in (DOCUMENTS | ON_DEMAND).items()}
RICH = yaml.load(
    """
exclusions: [{id: storms, cause: force_majeure, hours: office, on_availability: numerator}]
support: [{channel: phone, contact: call, hours: office, targets: [resolution]}]
termination: [{when: {missed: resolution, times: 3, in: rolling 12 months}, by: customer}]
caps: [{per: contract_year, at_most: 10%, of: {all_charges: contracted}, excess: lost}]
statement: {prevails: itsm-export}
answers_for: [{component: wan, party: nordit}]
backing: [{id: tree, backed_by: [desk-ola#restore/P1, {own: {time: 1h, hours: office}}]}]
remedies:
  - id: network-credit
    for_each: window
    quantity: {of: shortfall, step: 0.1pp, count: whole}
    rate: {per_step: 2%}
    base: {greater_of: [{charge: network}, {previous_window: {service: network}}]}
    caps: [{per: month, at_most: 25%, of: {charge: network}, excess: lost}]
  - id: desk-credit
    nature: bonus
    for_each: window
    rate: {ladder: [{above: 90%, pays: 5 points}, {above: 95%, pays: 10 points}]}
    points: {pool: kpi, convert: {ladder: [{at_or_above: 5 points, pays: 2%}]}}
""",
    Plain,
)
ALL["sla.yaml"] = ALL["sla.yaml"] | RICH
ALL["sla.yaml"]["metrics"][1]["exclusions"] = ["storms"]
ALL["ledger.yaml"]["entries"] += yaml.load(
    """
- {maintenance: storms, date: 2026-04-01, notified: "2026-04-01T10:00:00Z", components: [wan],
   from: "2026-04-12T02:00:00Z", until: "2026-04-12T06:00:00Z"}
- {granted: storms, date: 2026-04-30, records: [OUT-17], services: [network], claimed: 2026-04-16,
   from: "2026-04-14T10:00:00Z", until: "2026-04-14T12:00:00Z", evidence: report.pdf,
   targets: [availability], windows: [2026-04],
   agreed_by: [{party: acme, by: j-jansen}, {party: nordit, by: k-berg}]}
- {claim: network-credit, date: 2026-05-04, for: OUT-17, target: availability}
- {choice: no-double, date: 2026-05-04, takes: network-credit, for: OUT-17, by: j-jansen}
- {accepted_risk: resolution/P1, date: 2026-05-20, by: k-berg, until: 2026-12-31, why: agreed,
   max_exposure: {amount: 2000.00 EUR, per: month}}
""",
    Plain,
)


def test_the_documents_can_be_read():
    """What is changed below is a contract to begin with."""
    assert [] == [finding for file in book_of(ALL, ".").files for finding in file.findings]


def paths(data, path=()):
    """Every place in plain data, parents before children."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*path, key))


PLACES = [(name, path) for name, data in ALL.items() for path in paths(data)]
TEXTS = sorted({text for name, path in PLACES for text in path if isinstance(text, str)})
VALUES = [*TEXTS, "office", "P1", "P2", "resolution", "network", "none", "1h", "99.9%", "0%", "EUR"]


def changed(documents, name, path, value):
    """Documents with one value replaced, or one key dropped (None)."""
    documents = copy.deepcopy(documents)
    holder = documents[name]
    for step in path[:-1]:
        if not isinstance(holder, dict | list):
            return documents
        try:
            holder = holder[step]
        except (KeyError, IndexError):
            return documents
    try:
        if value is None:
            del holder[path[-1]]
        else:
            holder[path[-1]] = value
    except (KeyError, IndexError, TypeError):
        pass
    return documents


def book_of(documents, root):
    """A book of plain data, as if it had been read from files."""
    texts = {name: yaml.dump(data, sort_keys=False) for name, data in documents.items()}
    files = tuple(read_text(text.encode(), f"{root}/{name}") for name, text in texts.items())
    return Book(Path(root), files)


change = st.tuples(st.sampled_from(PLACES), st.none() | st.sampled_from(VALUES))


@settings(max_examples=150, deadline=None)
@given(st.lists(change, max_size=6), st.sets(st.sampled_from(sorted(ALL)), max_size=2))
def test_rules_never_crash(changes, dropped):
    """
    Whatever keys and documents are dropped or replaced, every rule ends, and every finding has a
    message, a place in a file and something to do.
    """
    documents = ALL
    for (name, path), value in changes:
        documents = changed(documents, name, path, value)
    kept = {name: data for name, data in documents.items() if name not in dropped}
    with tempfile.TemporaryDirectory() as root:
        book = book_of(kept, root)
        found = list(each(book, TODAY))

        for finding in found:
            assert finding.message
            assert "None" not in finding.message
            assert finding.span.line >= 1
            assert finding.aspect in ASPECTS
        assert merged(found) == merged(found[::-1])


@settings(max_examples=40, deadline=None)
@given(change, st.randoms())
def test_findings_do_not_depend_on_the_order_of_files(change, shuffler):
    """The same contracts in another order of reading have the same findings."""
    (name, path), value = change
    documents = changed(ALL, name, path, value)
    shuffled = list(documents)
    shuffler.shuffle(shuffled)

    def told(names):
        book = book_of({each: documents[each] for each in names}, ".")
        return [(f.rule, f.span, f.message) for f in merged(each(book, TODAY)) if f.rule != "D001"]

    assert told(documents) == told(shuffled)
