"""
Every proof that something is not backed, replayed.

The tests of backing run once with a recorder; each objective of theirs that is not backed is
written out as a scenario beside its documents, loaded, and measured: every OLA and UC is met, the
SLA is missed. Where no records can show it, the sentence that says so is asserted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from slaspec.backing import proofs
from slaspec.checks.run import run
from slaspec.language.book import load_book
from slaspec.language.model import Agreement, Scenario
from slaspec.report.scenario_text import scenario_text
from slaspec.use_cases.scenario import counterexample, run_scenario

LEFT_OUT = ("oracle", "two_weeks", "other_records", "excused_repairs")  # files of their own
MIDDLE = ("assigned", "accepted")
ROOT = Path(__file__).parents[2]
AS_OF = date(2026, 6, 1)
BY_RECORDS = {
    "too-slow",
    "too-few",
    "few-events",
    "population",
    "no-volume-floor",
    "too-low",
    "too-narrow",
}
# The three whose reason records would show, and why they do not.
NOT_TOLD = {
    "is one that was raised to P1 when desk#restore/P3 had run out",
    "which time that is, the Ledger states",
    "it takes records of several windows that are counted in one",
}


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory):
    """Every objective that is not backed in the tests of backing."""
    file = tmp_path_factory.mktemp("proofs") / "proofs.jsonl"
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n0"]
        + ["-p", "tests.scenarios.recorder", "-k", " and ".join(f"not {each}" for each in LEFT_OUT)]
        + ["tests/backing"],
        cwd=ROOT,
        env={**os.environ, "SLASPEC_RECORD_PROOFS": str(file), "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def all_ours(tree):
    """A tree whose leaves say that all their records are ours, where they say nothing of it."""
    if isinstance(tree, list):
        return [all_ours(each) for each in tree]
    if isinstance(tree, str):
        return {"target": tree, "share_of_population": "100%"} if "#" in tree else tree
    if not isinstance(tree, dict):
        return tree
    said = {"share_of_population": "100%"} if "target" in tree else {}
    branches = ("all_of", "one_of", "k_of", "of", "redundant")
    return said | {k: all_ours(v) if k in branches else v for k, v in tree.items()}


def backed_by_ours(node):
    """A document in which every tree says so."""
    if isinstance(node, list):
        return [backed_by_ours(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {k: all_ours(v) if k == "backed_by" else backed_by_ours(v) for k, v in node.items()}


def metrics_of(documents):
    """The metrics of some documents."""
    return [metric for each in documents for metric in each.get("metrics", [])]


def measurable(documents, population=True, reported=False):
    """
    The documents with a data source for each agreement: proofs need none, measuring does.

    With `population` all records of a source are ours, as they are where there is one for all.
    With `reported` the hand-over to a team is the report in its own source.
    """
    sources = {}
    # Where two clocks stand still in a state of one name, their sources show one tool.
    one_tool = sum(1 for m in metrics_of(documents) if m.get("pause")) > 1
    documents = [backed_by_ours(each) for each in documents] if population else documents
    for document in documents:
        for metric in document.get("metrics", []) if "targets" in document else []:
            if metric["kind"] == "availability":
                metric.setdefault("quantum", "exact")
            handed_over = reported and not one_tool and document["kind"] != "SLA"
            if handed_over and metric.get("start") in MIDDLE:
                metric["start"] = "reported"
            if "source" not in metric:
                metric["source"] = f"{document['id']}-{metric['kind']}"
                sources[metric["source"]] = source(metric["source"], metric)
                if metric["kind"] == "availability":  # up time is proved on one log
                    sources[metric["source"]]["system"] = "the-log"
    for each in sources.values() if one_tool else ():
        each["system"] = "the-tool"
    return [*documents, *sources.values()]


def source(id, metric):
    """The data source of a metric."""
    kinds = {"availability": "outage", "ratio": "request_log"}
    records = metric.get("records", kinds.get(metric["kind"], "incident"))
    columns = {"id": "number", "at": "time", "state": "state", "status": "status"}
    if records == "outage":
        columns = {"id": "number", "component": "component", "affected": "users"}
    return {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": id,
        "title": id,
        "format": "csv",
        "records": records,
        "layout": "events",
        "service": "network",
        "columns": columns,
    }


def written(folder, documents, **more):
    """The book of some documents, written as files."""
    for document in measurable(documents, **more):
        (folder / f"{document['id']}.yaml").write_text(json.dumps(document, indent=1), "utf-8")
    return load_book(folder)


def replayed(folder, objective):
    """What the engine says of the scenario that lies beside the documents; its sentence else."""
    found = counterexample(load_book(folder), objective)
    if found.document is None:
        return found.why
    (folder / "counterexample.yaml").write_text(scenario_text(found.document), "utf-8")
    book = load_book(folder)
    said = [*book.reading_findings, *run(book, AS_OF, select=["D08"], scenarios=True)]

    assert [] == said, said
    [scenario] = book.of(Scenario)
    return run_scenario(book, scenario)


def test_every_proof_that_records_can_show_is_shown(fixtures, tmp_path_factory):
    """Every OLA and UC is met and the SLA is missed, or one of three known sentences says why not."""
    shown, sentences = Counter(), []
    for fixture in fixtures:
        if not set(fixture["codes"]) <= BY_RECORDS:
            continue
        folder = tmp_path_factory.mktemp("replayed")
        alike = "population" not in fixture["codes"]
        written(folder, fixture["documents"], population=alike, reported=True)
        result = replayed(folder, fixture["objective"])
        if isinstance(result, str):
            sentences.append(result)
            continue
        agreement, target = fixture["objective"].split("/")[0].split("#")
        verdicts = {e.expected.verdict for e in result.compared if e.agreement != agreement}
        ours = {
            e.expected.verdict
            for e in result.compared
            if (e.agreement, e.expected.target) == (agreement, target)
        }

        assert result.passed
        assert {"met"} == verdicts
        assert "missed" in ours
        shown[fixture["codes"][0]] += 1

    assert BY_RECORDS == set(shown)
    assert sum(shown.values()) >= 42
    told = {part for part in NOT_TOLD if any(part in sentence for sentence in sentences)}
    assert NOT_TOLD == told
    assert len(NOT_TOLD) == len(sentences), sentences


def test_a_reason_of_the_text_has_a_sentence(fixtures, tmp_path_factory):
    """A leaf that is not in force, another service, …: no records show it, and that is said."""
    formal = [fixture for fixture in fixtures if not set(fixture["codes"]) <= BY_RECORDS]
    for fixture in formal:
        folder = tmp_path_factory.mktemp("formal")
        why = counterexample(written(folder, fixture["documents"]), fixture["objective"]).why

        assert f"{fixture['objective']} is not backed for a reason of the text" in why
        assert "What to do: " in why
    assert len(formal) > 70


@pytest.mark.parametrize("folder", sorted((ROOT / "contracts").iterdir()), ids=lambda f: f.name)
def test_the_bundled_contracts_are_backed_or_shown_not_to_be(folder, tmp_path):
    """Each objective of the portfolios in `contracts/` is backed, replayed, or has a sentence."""
    if not folder.is_dir():
        return
    book = load_book(folder)
    for agreement in book.of(Agreement):
        for proof in proofs(book, book.agreement(agreement.id)):
            found = counterexample(book, f"{agreement.id}#{proof.name}")

            assert (found.document is None) == bool(found.why)
            if proof.verdict == "backed":
                assert found.why.endswith("is backed: there is no counterexample")


def test_one_source_for_all_shows_one_ticket(tmp_path):
    """On the shared export of the worked portfolio desk, platform and SLA judge the same ticket."""
    for file in (ROOT / "contracts" / "nordit").rglob("*"):
        if file.is_file() and "scenarios" not in file.parts:
            to = tmp_path / file.relative_to(ROOT / "contracts" / "nordit")
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(file.read_bytes())
    sla = tmp_path / "acme.sla.yaml"
    sla.write_text(
        sla.read_text("utf-8").replace("within: 5h, hours: 24x7", "within: 4h, hours: 24x7")
    )

    result = replayed(tmp_path, "acme-service-desk#resolution/P1")

    [given] = result.scenario.sources
    assert "itsm-export" == given.source
    assert 1 == len(given.tickets)
    assert 2 == given.tickets[0].count  # of up to nine records one may miss
    assert ["missed", "met", "met"] == [each.expected.verdict for each in result.compared]


def test_a_shared_source_on_which_nobody_can_tell_is_said(tmp_path):
    """Two teams at work side by side cannot resolve one ticket at two times."""
    found = counterexample(written(tmp_path, documents_on_one_source()), "sla#resolve")

    assert found.document is None
    assert (
        "no ticket of 'desk' can show it: b-ola#restore needs it to be resolved at another time"
        " than what else is measured there" == found.why
    )


def documents_on_one_source():
    """Two teams at 95 % behind 91 %, all measured on the source `desk`."""
    from tests.backing.build import time_leaf, time_sla, times

    metric = times(source="desk")
    tree = [{"all_of": ["a-ola#restore", "b-ola#restore"]}]
    return [
        time_sla(tree, share="91%", metric=metric),
        time_leaf("a", "1h", "95%", metric=metric),
        time_leaf("b", "1h", "95%", metric=metric),
        source("desk", metric),
    ]


def test_the_same_proof_gives_the_same_text(tmp_path):
    """The text of a counterexample is determined by the contracts alone."""
    from tests.backing.build import time_leaf, time_sla

    written(tmp_path, [time_sla(["desk-ola#restore"], "3h"), time_leaf()])
    texts = {
        scenario_text(counterexample(load_book(tmp_path), "sla#resolve").document) for _ in range(2)
    }

    assert 1 == len(texts)
