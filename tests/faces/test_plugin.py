"""The pytest face: which items there are, what they say, and when they fail."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest

PLUGIN = "slaspec.pytest_plugin"
NO_TERMS = 'terms: {use: nowhere, version: "1"}\n'
ACME = "contracts/ferries.sla.yaml"
OLA = "contracts/operations.ola.yaml"
ITEMS = [
    "contracts/catalogue.yaml::document/valid",
    f"{ACME}::document/valid",
    f"{ACME}::document/parties",
    f"{ACME}::document/time",
    f"{ACME}::document/measurable",
    f"{ACME}::document/remedies",
    f"{ACME}::resolution/measurable",
    f"{ACME}::resolution/just-met",
    f"{ACME}::resolution/just-missed",
    f"{ACME}::resolution/backed",
    f"{ACME}::resolution/remedies",
    f"{ACME}::resolution/rungs",
    "contracts/hours.yaml::document/valid",
    "contracts/hours.yaml::document/time",
    f"{OLA}::document/valid",
    f"{OLA}::document/parties",
    f"{OLA}::document/time",
    f"{OLA}::document/measurable",
    f"{OLA}::restore/measurable",
    f"{OLA}::restore/just-met",
    f"{OLA}::restore/just-missed",
    "contracts/parties.yaml::document/valid",
    "contracts/priorities.yaml::document/valid",
    "contracts/tickets.yaml::document/valid",
    "contracts/tickets.yaml::document/measurable",
]
BROKEN = "id: [\n"
MEASURABLE = ("/measurable", "/just-met", "/just-missed")


def collected(result):
    """Node ids of a quiet `--collect-only`."""
    return [line for line in result.outlines if "::" in line]


def failures(result):
    """Node ids of the short summary."""
    return [line.split()[1] for line in result.outlines if line.startswith("FAILED")]


@pytest.fixture(autouse=True)
def _no_other_plugins(monkeypatch):
    """Nobody else's plugins in the runs inside: they are slow, and not what is tested."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def run(pytester, *arguments):
    """Run pytest with the plugin in this process."""
    return pytester.runpytest("-p", PLUGIN, *arguments)


def run_apart(pytester, *arguments):
    """Run pytest with the plugin in a process of its own."""
    return pytester.runpytest_subprocess("-p", PLUGIN, *arguments)


# --- inert, configured ---------------------------------------------------------------------------


def test_without_a_setting_nothing_is_collected_and_nothing_is_said(tested, pytester):
    """In a project without the setting the plugin claims no file and adds nothing to the header."""
    (tested.folder / "pyproject.toml").unlink()
    (tested.folder / "test_theirs.py").write_text("def test_it(): pass\n")

    result = run(pytester)

    result.assert_outcomes(passed=1)
    assert "slaspec" not in re.sub(r"plugins:.*", "", result.stdout.str())


def test_each_target_and_aspect_is_one_item(tested, pytester):
    """Items read like the promise: target and aspect, the document first; all pass in the demo."""
    result = run(pytester, "--collect-only", "-q")

    assert ITEMS == collected(result)
    assert all(re.fullmatch(r"[a-zA-Z0-9./-]+", item.split("::")[1]) for item in collected(result))
    run(pytester).assert_outcomes(passed=len(ITEMS))


def test_the_option_names_the_root_instead_of_the_setting(tested, pytester):
    """`--slaspec-contracts` works without a setting, relative to where pytest is called."""
    (tested.folder / "pyproject.toml").unlink()

    result = run(pytester, "--slaspec-contracts", "contracts", "--collect-only", "-q")

    assert ITEMS == collected(result)


def test_the_header_says_root_and_date_and_how_much_there_is(tested, pytester):
    """Where contracts lie, from which date they are judged, how many agreements and targets."""
    result = run(pytester, "--slaspec-as-of", "2026-11-21", "--slaspec-select", "D001")

    result.stdout.fnmatch_lines(
        [
            "slaspec: contracts in contracts, as of 2026-11-21",
            "slaspec: 2 agreements, 2 targets",
            "● ferry-desk: 1 target, no findings",
        ]
    )


def test_the_header_says_when_testpaths_leave_the_contracts_out(tested, pytester):
    """A setting that does nothing in this run is not passed over in silence."""
    (tested.folder / "pyproject.toml").write_text(
        "[tool.pytest.ini_options]\nslaspec_contracts = ['contracts']\ntestpaths = ['tests']\n"
    )
    (tested.folder / "tests").mkdir()
    (tested.folder / "tests" / "test_theirs.py").write_text("def test_it(): pass\n")

    run(pytester).stdout.fnmatch_lines(["slaspec: contracts in *; testpaths leaves it out"])


@pytest.mark.parametrize("folder", ["contracts", ".", "elsewhere"])
def test_the_items_are_there_wherever_pytest_is_called(tested, pytester, monkeypatch, folder):
    """Called from the contracts' own folder, or from beside it, the same items are collected."""
    (tested.folder / "elsewhere").mkdir()
    monkeypatch.chdir(tested.folder / folder)

    result = run(
        pytester,
        "--rootdir",
        str(tested.folder),
        "-c",
        str(tested.folder / "pyproject.toml"),
        str(tested.contracts),
    )

    result.assert_outcomes(passed=len(ITEMS))


def test_a_root_that_is_written_with_dots_or_is_a_link_is_the_same_root(tested, pytester):
    """`x/../contracts`, or a link to the folder, still collects everything."""
    (tested.folder / "contracts").rename(tested.folder / "real")
    (tested.folder / "contracts").symlink_to("real")
    (tested.folder / "pyproject.toml").write_text(
        "[tool.pytest.ini_options]\nslaspec_contracts = ['real/../contracts']\n"
    )

    run(pytester, "contracts").assert_outcomes(passed=len(ITEMS))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: None, "there is no folder"),
        (lambda folder: (folder / "none").mkdir(), "no contracts found below"),
        (lambda folder: (folder / "none").write_text(""), "there is no folder"),
    ],
)
def test_a_root_without_contracts_is_a_failure(tested, pytester, make, says):
    """An empty suite must not look green: exit code 4 and a sentence, no traceback."""
    make(tested.folder)

    result = run(pytester, "--slaspec-contracts", "none")

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines([f"ERROR: slaspec: {says}*none*"])
    assert "Traceback" not in result.stderr.str()


def test_a_folder_that_pytest_does_not_enter_is_a_failure(tested, pytester):
    """A contract below `build` would silently not be judged."""
    tested.write("build/hours.yaml", "id: x\n")

    result = run(pytester)

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(["ERROR: slaspec: pytest does not enter the folder 'build' of *"])


def test_two_roots_are_refused(tested, pytester):
    """Documents of one root belong together; a second would be ignored by somebody."""
    (tested.folder / "pyproject.toml").write_text(
        "[tool.pytest.ini_options]\nslaspec_contracts = ['contracts', 'more']\n"
    )

    result = run(pytester)

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(["ERROR: slaspec_contracts names more than one folder; name one"])


def test_files_outside_the_root_are_not_claimed(tested, pytester):
    """Somebody else's YAML is none of our business, broken or not."""
    (tested.folder / "other").mkdir()
    (tested.folder / "other" / "docker-compose.yaml").write_text(BROKEN)
    (tested.folder / "contracts-old").mkdir()
    (tested.folder / "contracts-old" / "x.yaml").write_text(BROKEN)

    run(pytester).assert_outcomes(passed=len(ITEMS))


def test_python_tests_below_the_root_are_collected_as_ever(tested, pytester):
    """Claiming the folder does not hide the tests and the conftest.py that lie in it."""
    tested.write("own/conftest.py", "import pytest\n@pytest.fixture\ndef three(): return 3\n")
    tested.write("own/test_own.py", "def test_it(three): assert three == 3\n")
    tested.write("package/__init__.py", "")
    tested.write("package/test_two.py", "def test_it(): pass\n")

    run(pytester).assert_outcomes(passed=len(ITEMS) + 2)


def test_what_is_ignored_by_hand_stays_ignored(tested, pytester):
    """`--ignore` and `--deselect` are the user's own decision."""
    result = run(
        pytester,
        "--ignore=contracts/tickets.yaml",
        "--deselect=contracts/hours.yaml::document/time",
        "--collect-only",
        "-q",
    )

    left = [i for i in ITEMS if "tickets" not in i and i != "contracts/hours.yaml::document/time"]
    assert left == collected(result)


# --- selection -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["-k", "resolution"], [i for i in ITEMS if "resolution" in i]),
        (["-k", "ferries and remedies"], [i for i in ITEMS if i.endswith(("/remedies", "/rungs"))]),
        (["-m", "measurable"], [i for i in ITEMS if i.endswith(MEASURABLE)]),
        (["-m", "backed"], [f"{ACME}::resolution/backed"]),
        (["-m", "slaspec and time"], [i for i in ITEMS if i.endswith("/time")]),
        (["-m", "document"], [i for i in ITEMS if i.endswith("/valid")]),
        ([f"{ACME}::resolution/remedies"], [f"{ACME}::resolution/remedies"]),
        (["contracts/hours.yaml", "contracts"], None),
    ],
)
def test_items_are_selected_as_in_any_suite(tested, pytester, arguments, expected):
    """`-k`, `-m`, node ids and paths work; a file that is asked for twice is collected once."""
    result = run(pytester, *arguments, "--collect-only", "-q", "--strict-markers")

    assert sorted(expected or ITEMS) == sorted(collected(result))


def test_markers_are_registered(tested, pytester):
    """Every marker of an item is known under --strict-markers, also where slaspec is inert."""
    (tested.folder / "pyproject.toml").unlink()
    (tested.folder / "test_theirs.py").write_text(
        "import pytest\n@pytest.mark.slaspec\n@pytest.mark.remedies\ndef test_it(): pass\n"
    )

    run(pytester, "--strict-markers").assert_outcomes(passed=1)


def test_last_failed_runs_the_failures_alone(tested, pytester):
    """`--lf` after a failure runs that item; after the fault is mended it passes."""
    text = tested.agreement.read_text("utf-8")
    tested.replace("ferries.sla.yaml", "provider: fjord-it,", "provider: fjord-it, x: y,")
    run(pytester).assert_outcomes(failed=1, passed=len(ITEMS) - 11)

    run(pytester, "--lf").assert_outcomes(failed=1)

    tested.agreement.write_text(text, "utf-8")
    run(pytester, "--lf").assert_outcomes(passed=1)


def test_one_file_still_sees_the_others(tested, pytester):
    """References to other files hold although a single file is asked for."""
    run(pytester, ACME).assert_outcomes(passed=11)


def test_select_judges_by_some_rules_only(tested, pytester):
    """`--slaspec-select` takes ids and beginnings of ids."""
    tested.replace("ferries.sla.yaml", "timezone: ", f"{NO_TERMS}timezone: ")

    assert [f"{ACME}::document/valid"] == failures(run(pytester, "--slaspec-select", "D003"))
    assert [] == failures(run(pytester, "--slaspec-select", "T003"))
    assert [f"{ACME}::document/valid"] == failures(
        run(pytester, "--slaspec-select", "T003", "--slaspec-select", "D")
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--slaspec-select", "Q999"], "ERROR: --slaspec-select: 'Q999' is no rule*"),
        (["--slaspec-as-of", "tomorrow"], "ERROR: --slaspec-as-of: *"),
        (["--slaspec-as-of", "2026-02-30"], "ERROR: --slaspec-as-of: *2026-02-30*"),
        (["--slaspec-as-of", "20260228"], "ERROR: --slaspec-as-of: *"),
    ],
)
def test_a_wrong_option_is_a_usage_error(tested, pytester, arguments, says):
    """A rule or a date that does not exist stops the run with a sentence."""
    result = run(pytester, *arguments)

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines([says])


def test_the_date_decides_what_is_found(tested, pytester):
    """The date is handed to the rules; pytest's own clock plays no part."""
    tested.write(
        "conftest.py",
        "import slaspec.checks.run as rules\n"
        "original = rules.run\n"
        "def run(book, as_of, **given):\n"
        "    print(f'judged as of {as_of}')\n"
        "    return original(book, as_of, **given)\n"
        "rules.run = run\n",
    )

    result = run_apart(pytester, "-s", "--slaspec-as-of", "2026-11-21")

    result.stdout.fnmatch_lines(["*judged as of 2026-11-21*"])
    assert 1 == result.stdout.str().count("judged as of")


# --- failures ------------------------------------------------------------------------------------


def test_a_broken_file_is_a_failing_item_and_the_others_still_run(tested, pytester):
    """A file that cannot be read fails at its line as `document/valid`; nothing is interrupted."""
    tested.write("broken.yaml", "apiVersion: slaspec/v1\nid: [\n")

    result = run(pytester)

    assert ["contracts/broken.yaml::document/valid"] == failures(result)
    result.assert_outcomes(failed=1, passed=len(ITEMS))
    result.stdout.fnmatch_lines(["*--> contracts/broken.yaml:2:*"])


def test_reportinfo_is_the_line_counted_from_zero(tested, pytester):
    """Line 43 of the file, where the target's id stands, is 42 for pytest."""
    items, _ = pytester.inline_genitems("-p", PLUGIN, ACME)
    places = {item.name: item.reportinfo() for item in items}
    line = next(
        number
        for number, text in enumerate(tested.agreement.read_text("utf-8").splitlines())
        if "- id: resolution" == text.strip()
    )

    assert (tested.agreement, line, "resolution/measurable") == places["resolution/measurable"]
    assert (tested.agreement, 2, "document/valid") == places["document/valid"]


def test_the_line_of_a_broken_file_is_that_of_its_fault(tested, pytester):
    """An editor that jumps to the item lands where the text is wrong."""
    tested.write("broken.yaml", "apiVersion: slaspec/v1\nkind: SLA\nid: x: y\n")

    [item], _ = pytester.inline_genitems("-p", PLUGIN, "contracts/broken.yaml")

    assert (tested.contracts / "broken.yaml", 2, "document/valid") == item.reportinfo()


def test_the_failure_text(tested, pytester, golden):
    """Id and sentence, place, the line with a caret, what to do; all findings of the item."""
    tested.write("broken.yaml", "apiVersion: slaspec/v1\nkind: SLA\nid: x: y\n")
    tested.write("again.yaml", (tested.contracts / "hours.yaml").read_text("utf-8"))

    result = run(pytester, "--slaspec-select", "D001", "--slaspec-select", "Y001", "-q")

    text = result.stdout.str()
    begin, end = text.index("= FAILURES"), text.index("= short test summary")
    lines = [line for line in text[begin:end].splitlines() if not line.startswith(("=", "___"))]
    golden("failure.txt", "\n".join(lines) + "\n")


def test_the_short_summary_says_what_is_wrong(tested, pytester):
    """The one line that a build log shows names the rule and begins its sentence."""
    tested.write("broken.yaml", "id: x: y\n")

    run(pytester).stdout.fnmatch_lines(
        ["FAILED contracts/broken.yaml::document/valid - Failed: Y001 *"]
    )


def test_warnings_do_not_fail_and_are_shown_on_request(tested, pytester):
    """An item with nothing but warnings passes; `-rP` shows them, the last line counts them."""
    tested.write(
        "conftest.py",
        "import dataclasses\n"
        "import slaspec.checks.run as rules\n"
        "original = rules.run\n"
        "def run(*given, **named):\n"
        "    found = original(*given, **named)\n"
        "    return [dataclasses.replace(f, severity='warning') for f in found]\n"
        "rules.run = run\n",
    )
    tested.replace("ferries.sla.yaml", "timezone: ", f"{NO_TERMS}timezone: ")

    result = run_apart(pytester, "-rP", "--slaspec-select", "D003")

    result.assert_outcomes(passed=len(ITEMS))
    result.stdout.fnmatch_lines(
        ["D003 (warning) *", "▲ ferry-desk: 1 target, 1 warning"], consecutive=False
    )


def test_an_unexpected_exception_keeps_its_traceback(tested, pytester):
    """A bug of slaspec never looks like a fault of the contract, and other tests still run."""
    tested.write(
        "conftest.py",
        "import slaspec.checks.run as rules\n"
        "def run(*given, **named): raise RuntimeError('a bug')\n"
        "rules.run = run\n",
    )
    (tested.folder / "test_theirs.py").write_text("def test_it(): pass\n")

    result = run_apart(pytester)

    result.assert_outcomes(failed=len(ITEMS) - 5, passed=1 + 5)  # witnesses run no other rule
    result.stdout.fnmatch_lines(["*def run(*given, **named)*", "*RuntimeError: a bug"])
    result.stdout.fnmatch_lines(["○ ferry-desk: 1 target, could not be judged"])


def test_texts_of_a_contract_do_not_act_in_the_log(tested, pytester):
    """Workflow commands and control characters in a contract come out inert."""
    tested.write("broken.yaml", "id: ::error::x ##[error] \x1b[31m\n")
    tested.write("##[error]x.yaml", "id: x: y\n")

    text = run(pytester, "-q").stdout.str()

    shown = [line for line in text.splitlines() if not line.startswith("FAILED") and " | " in line]
    assert shown
    assert "\x1b[31m" not in text
    assert all("##[" not in line for line in text.splitlines() if "-->" in line or " | " in line)


def test_properties_are_texts_and_reach_junit(tested, pytester):
    """Target, aspect, clause, place and rules of the findings are properties of each case."""
    tested.replace("ferries.sla.yaml", "timezone: ", f"{NO_TERMS}timezone: ")

    run(pytester, "--junitxml=out.xml", "--slaspec-select", "D003")

    cases = {
        case.get("name"): {p.get("name"): p.get("value") for p in case.iter("property")}
        for case in ElementTree.parse(tested.folder / "out.xml").iter("testcase")
        if "ferries" in case.get("classname")
    }
    assert {
        "slaspec.agreement": "ferry-desk",
        "slaspec.target": "resolution",
        "slaspec.aspect": "measurable",
        "slaspec.clause": "4.2",
        "slaspec.findings": "",
        "slaspec.errors": "0",
        "slaspec.warnings": "0",
    } == {k: v for k, v in cases["resolution/measurable"].items() if k != "slaspec.place"}
    assert re.fullmatch(
        r"contracts/ferries\.sla\.yaml:\d+:\d+", cases["resolution/measurable"]["slaspec.place"]
    )
    assert "D003" == cases["document/valid"]["slaspec.findings"]


# --- workers -------------------------------------------------------------------------------------


def test_two_workers_find_the_same(tested, pytester):
    """Under xdist the same items fail, the date is that of the run, the summary is complete."""
    pytest.importorskip("xdist")
    tested.break_references()
    alone = run_apart(pytester)

    shared = run_apart(pytester, "-p", "xdist", "-n2", "--junitxml=out.xml")

    assert sorted(failures(alone)) == sorted(failures(shared))
    assert alone.parseoutcomes() == shared.parseoutcomes()
    light = [line for line in alone.outlines if "ferry-desk:" in line]
    assert light == [line for line in shared.outlines if "ferry-desk:" in line]
    assert light[0].startswith("▼ ferry-desk: 1 target, ")
    assert "slaspec.findings" in (tested.folder / "out.xml").read_text("utf-8")


# --- the two faces -------------------------------------------------------------------------------


def of_items(pytester):
    """What the items of a run find: rule, file, line, document and target, sorted."""
    from slaspec.pytest_plugin import judged

    items, _ = pytester.inline_genitems("-p", PLUGIN, "contracts", "--slaspec-as-of", "2026-11-21")
    found = [
        finding
        for item in items
        if hasattr(item, "aspect")
        for finding in judged(item.config).of(item.file, item.aspect)
    ]
    return sorted(
        [f.rule, f.span.file, f.span.line, f.document, f.target, f.message] for f in found
    )


def of_check(capsys, *arguments):
    """What `slaspec check` reports: the same, from its JSON."""
    import json

    from slaspec.cli import run as slaspec

    capsys.readouterr()
    slaspec(["check", *arguments, "--as-of", "2026-11-21", "--output-format", "json"])
    data = json.loads(capsys.readouterr().out)
    return sorted(
        [f["rule"], f["file"], f["line"], f["document"], f["target"], f["message"]]
        for f in data["findings"]
    )


def test_both_faces_find_the_same_in_files_that_cannot_be_read(tested, pytester, capsys):
    """Every finding of `slaspec check` belongs to exactly one item, links and pipes included."""
    tested.break_files()

    items, check = of_items(pytester), of_check(capsys)

    assert check == items
    assert {"S001", "S008", "Y001", "Y005", "Y006", "Y013", "Y014"} <= {f[0] for f in check}


def test_both_faces_find_the_same_where_documents_do_not_fit(tested, pytester, capsys):
    """Faults of references, ids and calendars are reported alike."""
    tested.break_references()

    items, check = of_items(pytester), of_check(capsys)

    assert check == items
    assert {"D001", "D003", "T003"} <= {found[0] for found in check}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("metric: resolution-time", "metric: no-such-metric"),
        ("hours: office-se", "hours: no-such-hours"),
        ("remedies: [late-resolution]", "remedies: [no-such-remedy]"),
        ("customer: harbour,", "customer: nobody,"),
        ("  - id: resolution\n", "  - id: document\n"),
        ("  assign_to: start\n", ""),
    ],
)
def test_both_faces_find_the_same_fault(tested, pytester, capsys, old, new):
    """A fault of a target, a party or a reference is reported alike, once, by both faces."""
    tested.replace("ferries.sla.yaml", old, new)

    assert of_check(capsys) == of_items(pytester)


def test_two_targets_of_one_id_are_one_item(tested, pytester, capsys):
    """Node ids are unique, and no finding is lost or doubled."""
    text = tested.agreement.read_text("utf-8")
    block = text[text.index("  - id: resolution\n") : text.index("remedies:\n  - id:")]
    tested.agreement.write_text(text.replace(block, block + block), "utf-8")

    assert of_check(capsys) == of_items(pytester)
    assert ITEMS == collected(run(pytester, "--collect-only", "-q"))


def test_what_one_file_shows_in_pytest_the_check_shows_too(tested, pytester, capsys):
    """For a single file `slaspec check FILE` shows all that the items of the file report."""
    from slaspec.pytest_plugin import judged

    tested.break_references()
    for file in ("zz-again.yaml", "ferries.sla.yaml", "night.yaml", "parties.yaml"):
        items, _ = pytester.inline_genitems(
            "-p", PLUGIN, f"contracts/{file}", "--slaspec-as-of", "2026-11-21"
        )
        found = [f.rule for i in items for f in judged(i.config).of(i.file, i.aspect)]

        assert sorted(found) == [each[0] for each in of_check(capsys, f"contracts/{file}")]


# --- loading, fixtures ---------------------------------------------------------------------------


def test_the_plugin_may_be_loaded_twice(tested, pytester, monkeypatch):
    """A conftest.py that names the plugin does not clash with the installed entry point."""
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    (tested.folder / "conftest.py").write_text('pytest_plugins = ["slaspec.pytest_plugin"]\n')

    pytester.runpytest_subprocess().assert_outcomes(passed=len(ITEMS))


def test_a_clone_that_is_not_installed_tests_its_contracts(tested, pytester):
    """Without entry points the conftest.py alone brings the plugin in."""
    (tested.folder / "conftest.py").write_text('pytest_plugins = ["slaspec.pytest_plugin"]\n')

    pytester.runpytest_subprocess().assert_outcomes(passed=len(ITEMS))


def test_the_fixtures_give_contracts_and_statements(tested, pytester):
    """`slaspec_book` and `slaspec_settle` serve the user's own tests."""
    (tested.folder / "test_own.py").write_text(
        "from datetime import date\n"
        "def test_book(slaspec_book):\n"
        "    assert 'ferry-desk' in slaspec_book.contracts\n"
        "    assert isinstance(slaspec_book.check(date(2026, 11, 21)), list)\n"
        "def test_settle(slaspec_settle):\n"
        "    statement = slaspec_settle('ferry-desk', '2026-03',\n"
        "        records={'ticket-export': 'tickets.csv'}, as_of=date(2026, 4, 20))\n"
        "    assert statement.total == sum(line.amount for line in statement.lines)\n"
    )

    run(pytester, "test_own.py").assert_outcomes(passed=2)


def test_the_fixtures_say_what_they_need(tested, pytester):
    """Without a root the fixture fails with a sentence."""
    (tested.folder / "pyproject.toml").unlink()
    (tested.folder / "test_own.py").write_text("def test_book(slaspec_book): pass\n")

    result = run(pytester, "test_own.py")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*slaspec_book needs slaspec_contracts*"])


def test_importing_the_plugin_loads_nothing_else():
    """Beside pytest the plugin imports the standard library only, and itself hardly anything."""
    code = (
        "import sys, pytest\n"
        "before = set(sys.modules)\n"
        "import slaspec.pytest_plugin\n"
        "new = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(new - sys.stdlib_module_names), sorted(n for n in sys.modules if n.startswith('slaspec')))\n"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert (
        "['slaspec'] ['slaspec', 'slaspec.measure', 'slaspec.pytest_plugin']" == said.stdout.strip()
    )


def test_an_inert_plugin_loads_nothing_in_a_run(tested, pytester):
    """In a project without the setting a whole run imports neither YAML nor numpy for slaspec."""
    (tested.folder / "pyproject.toml").unlink()
    (tested.folder / "test_theirs.py").write_text(
        "import sys\n"
        "def test_it():\n"
        "    loaded = {'yaml', 'jsonschema', 'numpy', 'click', 'rich', 'faker', 'freezegun'}\n"
        "    assert not loaded & set(sys.modules)\n"
        "    assert 'slaspec.language' not in sys.modules\n"
    )

    run_apart(pytester).assert_outcomes(passed=1)


@pytest.mark.skipif(os.name != "posix", reason="pipes and links of POSIX")
def test_pipes_dead_links_and_folders_named_like_contracts_fail(tested, pytester):
    """What pytest passes over is a failing item all the same, and no pipe is ever opened."""
    os.mkfifo(tested.contracts / "pipe.yaml")
    (tested.contracts / "dead.yaml").symlink_to("nowhere")
    (tested.contracts / "folder.yaml").mkdir()

    result = run(pytester)

    assert [
        "contracts/dead.yaml::document/valid",
        "contracts/folder.yaml::document/valid",
        "contracts/pipe.yaml::document/valid",
    ] == failures(result)
