"""The plugin under all of pytest's ways of running: workers, selections, reports."""

import re
from random import Random
from xml.etree import ElementTree

import pytest

from slaspec.cli import run as slaspec

PLUGIN = "slaspec.pytest_plugin"
AS_OF = ("--slaspec-as-of", "2026-11-21")


@pytest.fixture(autouse=True)
def _no_other_plugins(monkeypatch):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def run(pytester, *arguments):
    """Run pytest with the plugin in this process."""
    return pytester.runpytest("-p", PLUGIN, *arguments)


def apart(pytester, *arguments):
    """Run pytest with the plugin in a process of its own."""
    return pytester.runpytest_subprocess("-p", PLUGIN, *arguments)


def outcomes(result):
    """Node id and outcome of every item of a verbose run, whoever ran it."""
    lines = (
        re.search(r"(PASSED|FAILED|SKIPPED|XFAIL) (contracts/\S+)", x) for x in result.outlines
    )
    alone = (re.match(r"(contracts/\S+) (PASSED|FAILED|SKIPPED|XFAIL)", x) for x in result.outlines)
    found = {match[2]: match[1] for match in lines if match}
    return found | {match[1]: match[2] for match in alone if match}


# --- workers -------------------------------------------------------------------------------------


def test_workers_give_the_same_outcomes(tested, pytester):
    """Item by item: what passes alone passes under `-n 2`, what fails fails."""
    pytest.importorskip("xdist")
    tested.break_references()
    tested.break_files()

    alone = outcomes(apart(pytester, "-v", "-rN", *AS_OF))
    shared = outcomes(apart(pytester, "-p", "xdist", "-n2", "-v", "-rN", *AS_OF))

    assert alone == shared
    assert {"PASSED", "FAILED"} <= set(alone.values())


def test_workers_judge_as_of_one_date(tested, pytester, monkeypatch):
    """The date is fixed once: a run that lasts beyond midnight judges from one day."""
    pytest.importorskip("xdist")
    tested.write(
        "conftest.py",
        "import slaspec.checks.run as rules\n"
        "from pathlib import Path\n"
        "import os\n"
        "original = rules.run\n"
        "def run(book, as_of, *given, **named):\n"
        "    Path(os.environ['JUDGED'], f'{os.getpid()}-{as_of}').touch()\n"
        "    return original(book, as_of, *given, **named)\n"
        "rules.run = run\n",
    )
    said = pytester.mkdir("judged")
    monkeypatch.setenv("JUDGED", str(said))

    apart(pytester, "-p", "xdist", "-n2", *AS_OF)

    names = [file.name.split("-", 1) for file in said.iterdir()]
    assert {"2026-11-21"} == {date for _, date in names}
    assert 1 <= len({process for process, _ in names}) <= 2


# --- selections ----------------------------------------------------------------------------------


def test_a_target_is_selected_by_its_name(tested, pytester):
    """`-k` with the name of a target runs its aspects, and only them."""
    tested.replace("ferries.sla.yaml", "  - id: resolution\n", "  - id: p1-resolution\n")

    result = run(pytester, "-k", "p1-resolution", "--co", "-q")

    items = [line for line in result.outlines if "::" in line]
    assert items
    assert all("::p1-resolution/" in item for item in items)
    assert "contracts/ferries.sla.yaml::p1-resolution/measurable" in items


def test_an_aspect_is_selected_by_its_marker(tested, pytester):
    """`-m measurable` runs what is about measuring, `-m "not slaspec"` none of ours."""
    (tested.folder / "test_own.py").write_text("def test_it(): pass\n")

    measurable = run(pytester, "-m", "measurable", "--co", "-q").outlines
    others = run(pytester, "-m", "not slaspec").parseoutcomes()

    items = [line for line in measurable if "::" in line]
    assert "contracts/ferries.sla.yaml::resolution/measurable" in items
    assert not any(item.endswith(("/valid", "/parties", "/remedies")) for item in items)
    assert 1 == others["passed"]


def test_ids_read_like_the_promise(tested, pytester):
    """`--co -q` is a list of file, target and aspect in a closed alphabet, each once."""
    tested.break_files()

    items = [line for line in run(pytester, "--co", "-q").outlines if "::" in line]

    assert len(items) == len(set(items)) > 0
    assert all(re.fullmatch(r"[^:\[\]]+::[a-zA-Z0-9.-]+/[a-zA-Z0-9./-]+", item) for item in items)


def test_last_failed_runs_every_failure_and_nothing_else(tested, pytester):
    """After a run with several failures `--lf` runs these; mended, they pass."""
    original = tested.agreement.read_text("utf-8")
    tested.break_references()
    first = outcomes(run(pytester, "-v", "-rN", *AS_OF))
    failed = {item for item, outcome in first.items() if outcome == "FAILED"}

    again = outcomes(run(pytester, "-v", "-rN", "--lf", *AS_OF))

    assert len(failed) > 2
    assert dict.fromkeys(failed, "FAILED") == again
    tested.agreement.write_text(original, "utf-8")
    for name in ("zz-again.yaml", "night.yaml", "other.sla.yaml"):
        (tested.contracts / name).unlink()
    mended = outcomes(run(pytester, "-v", "-rN", "--lf", *AS_OF))
    assert "FAILED" not in mended.values() or failed & set(mended)


def test_select_leaves_the_items_and_judges_less(tested, pytester):
    """`--slaspec-select` chooses rules: all items are there, other findings are not."""
    tested.break_references()

    everything = outcomes(run(pytester, "-v", "-rN", *AS_OF))
    selected = outcomes(run(pytester, "-v", "-rN", "--slaspec-select", "T003", *AS_OF))

    assert everything.keys() == selected.keys()
    assert ["contracts/night.yaml::document/time"] == [
        item for item, outcome in selected.items() if outcome == "FAILED"
    ]


# --- reports -------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [(), ("-p", "xdist", "-n2")])
def test_junit_holds_properties_and_hostile_text(tested, pytester, workers):
    """Whatever a contract says, the file is well-formed, and the properties are texts."""
    if workers:
        pytest.importorskip("xdist")
    tested.write(
        "hostile.yaml",
        'apiVersion: slaspec/v1\nkind: Calendar\nid: x\n"]]><x>&::error::##[error]": 1\n',
    )
    tested.write("]]><b>&.yaml", "id: x: y\n")

    apart(pytester, *workers, "--junitxml=out.xml", *AS_OF)

    top = ElementTree.parse(tested.folder / "out.xml")
    cases = {case.get("classname"): case for case in top.iter("testcase")}
    failure = cases["contracts.hostile.yaml"].find("failure")
    assert "]]>" in failure.text
    assert "##[" not in failure.text
    found = {
        p.get("name"): p.get("value") for p in cases["contracts.hostile.yaml"].iter("property")
    }
    assert {"slaspec.target": "document", "slaspec.aspect": "valid"}.items() <= found.items()
    assert "Y010" == found["slaspec.findings"]
    assert "contracts.]]><b>&.yaml" in cases


def test_a_quiet_run_says_the_failures_and_the_lights(tested, pytester):
    """`-q` keeps the line of each agreement: the one thing that a manager looks for."""
    tested.break_references()

    result = run(pytester, "-q", *AS_OF)

    assert any(line.startswith("▼ ferry-desk: 1 target, ") for line in result.outlines)


# --- the two faces -------------------------------------------------------------------------------

LINES = re.compile(r"^( *)([A-Za-z_]+):( .*)?$")


def damaged(text, random):
    """A contract with one line gone, doubled, moved, or with another value."""
    lines = text.split("\n")
    places = [i for i, line in enumerate(lines) if LINES.match(line) and i > 2]
    i = random.choice(places)
    match random.randrange(5):
        case 0:
            del lines[i]
        case 1:
            lines.insert(i, lines[i])
        case 2:
            lines[i] = "  " + lines[i]
        case 3:
            lines[i] = f"{LINES.match(lines[i])[1]}{LINES.match(lines[i])[2]}: nowhere"
        case _:
            lines[i] = lines[i].replace("2026", "2031").replace("P1", "P9") + "x"
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(10))
def test_both_faces_find_the_same_in_a_damaged_portfolio(tested, pytester, capsys, seed):
    """Whatever is broken, every finding of `slaspec check` is shown by one item, and fails it."""
    import json

    from slaspec.pytest_plugin import judged

    random = Random(seed)
    files = sorted(tested.contracts.glob("*.yaml"))
    for file in random.choices(files, k=3):
        file.write_text(damaged(file.read_text("utf-8"), random), "utf-8")

    items, _ = pytester.inline_genitems("-p", PLUGIN, "contracts", *AS_OF)
    of_items = [
        (f.fingerprint, f.severity, str(f.span), f.message)
        for item in items
        for f in judged(item.config).of(item.file, item.aspect)
    ]
    capsys.readouterr()
    code = slaspec(["check", "--as-of", "2026-11-21", "--output-format", "json"])
    of_check = [
        (f["fingerprint"], f["severity"], f"{f['file']}:{f['line']}:{f['column']}", f["message"])
        for f in json.loads(capsys.readouterr().out)["findings"]
    ]

    assert sorted(of_check) == sorted(of_items)
    assert code == int(any(severity == "error" for _, severity, _, _ in of_items))
