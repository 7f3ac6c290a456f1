"""The command line: commands, options, exit codes, outputs."""

import contextlib
import dataclasses
import io
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import slaspec
from slaspec.cli import COMMANDS, run

ROOT = Path(slaspec.__file__).parent.parent
PREVIEW = ["preview", "ferry-desk", "2026-03", "--as-of", "2026-04-20"]
RECORDS = ["--records", "ticket-export=tickets.csv"]


def process(*arguments, **settings):
    """Run the program in a process of its own."""
    environment = {**os.environ, **settings.pop("env", {})}
    settings = {"capture_output": True, "timeout": 60, **settings}
    return subprocess.run(
        [sys.executable, "-m", "slaspec", *arguments], env=environment, **settings
    )


@pytest.fixture
def said(capsys):
    """`said(arguments)` runs the program here: exit code, standard output, standard error."""

    def call(*arguments):
        capsys.readouterr()
        code = run(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


# --- help, version, usage ------------------------------------------------------------------------


def test_version_is_said_at_once():
    """`--version` takes less than 0.3 s of the processor and loads nothing that it does not need."""
    took = []
    for _ in range(3):
        before = os.times()
        result = process("--version", text=True)
        after = os.times()
        took.append(
            after.children_user
            + after.children_system
            - before.children_user
            - before.children_system
        )

    assert f"slaspec {slaspec.__version__}\n" == result.stdout
    assert min(took) < 0.3
    code = "import sys; from slaspec.cli import run; run(['--version']); print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    assert [] == [
        m for m in ("yaml", "numpy", "jsonschema", "rich", "pytest") if f"'{m}'" in loaded
    ]


def test_help_lists_the_commands_that_work(said):
    """`--help` names each command with a line, and no other; every command has an example."""
    code, out, _ = said("--help")

    listed = [line.split()[0] for line in out[out.index("Commands:") :].splitlines()[1:]]
    assert (0, list(COMMANDS)) == (code, listed)
    for name in COMMANDS:
        code, out, _ = said(name, "--help")
        assert 0 == code
        assert f"slaspec {name}" in out[out.index("Example") :]


def test_without_arguments_the_help_is_shown_as_a_mistake(said):
    """A script that calls nothing is told so: exit code 2, and nothing on standard output."""
    code, out, err = said()

    assert (2, "") == (code, out)
    assert err.startswith("Usage: slaspec")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["chek"], "there is no command 'chek'; did you mean 'check'?"),
        (["frobnicate"], "there is no command 'frobnicate'"),
        (["check", "--selct", "M"], "--select"),
        (["check", "--output-format", "jsn"], "no output format 'jsn'; did you mean json?"),
        (["check", "--output-format", "html"], "there are: text, concise, json"),
        (["check", "--output-format", "json="], "'json=' names no file"),
        (["check", "--fail-on", "eror"], "'error', 'warning', 'info', 'never'"),
        (["check", "--as-of", "21.11.2026"], "--as-of"),
        (["check", "--as-of", "2026-02-30"], "2026-02-30"),
        (["check", "--select", "Q1"], "'Q1' is no rule"),
        (["check", "--ignore", "D0001"], "did you mean D001?"),
        (["check", "nowhere"], "there is no file or folder 'nowhere'"),
        (["check", "tickets.csv"], "there is no contract (.yaml or .yml) in 'tickets.csv'"),
        (
            ["check", "contracts", "tickets.csv"],
            "there is no contract (.yaml or .yml) in 'tickets.csv'",
        ),
        (["check", "empty"], "no contracts found below 'empty'"),
        (["explain", "D001", "D002"], "unexpected extra argument"),
        (["explain", "D01"], "there is no rule 'D01'; did you mean D0"),
        (["preview", "ferry-desk", "2026-03"], "--records"),
    ],
)
def test_a_wrong_call_is_one_line_with_exit_code_2(project, said, arguments, says):
    """What is wrong, in words, and where to read more; nothing on standard output."""
    (project.folder / "empty").mkdir()

    code, out, err = said(*arguments)

    assert (2, "") == (code, out)
    assert says in err
    lines = err.splitlines()
    assert lines[0].startswith("error: ")
    assert all(line.startswith("  help: ") for line in lines[1:])


# --- check ---------------------------------------------------------------------------------------


def test_the_text_of_a_check(project, said, golden):
    """A clickable place, a sentence, the line with a caret, what to do, where to read more."""
    project.break_references()

    code, out, err = said(
        "check", "--as-of", "2026-11-21", "--select", "D001", "--select", "D003", "--select", "T003"
    )

    assert (1, "") == (code, err)
    golden("check.txt", out)


def test_the_concise_text_of_a_check(project, said, golden):
    """One line a finding, for editors and for grep."""
    project.break_files()

    code, out, _ = said("check", "--output-format", "concise", "--select", "S", "--select", "Y")

    assert 1 == code
    golden("check-concise.txt", out)


def test_wide_characters_and_tabs_do_not_move_the_caret(project, said):
    """The caret stands below what it means, whatever stands before it."""
    project.write("wide.yaml", "apiVersion: slaspec/v1\nkind: SLA\ntitle: '\u6e2f\u53e3' x: y\n")
    project.write("tab.yaml", "a:\tb: [\n")

    _, out, _ = said("check", "--select", "Y001")

    lines = out.splitlines()
    shown = next(i for i, line in enumerate(lines) if "\\u0009" in line)
    assert lines[shown].index("b:") + 1 == lines[shown + 1].index("^")
    shown = next(i for i, line in enumerate(lines) if "\u6e2f" in line)
    before = lines[shown][: lines[shown].index("x")]
    assert len(before) + 2 <= lines[shown + 1].index("^") + 1


def test_json_is_complete_and_the_same_each_time(project, said):
    """`--output-format json` is one document with root, date, counts and all findings."""
    project.break_references()
    arguments = ["check", "--as-of", "2026-11-21", "--output-format", "json"]

    code, out, _ = said(*arguments)

    data = json.loads(out)
    assert 1 == code
    assert ("slaspec-check/1", "contracts", "2026-11-21") == (
        data["format"],
        data["run"]["root"],
        data["run"]["as_of"],
    )
    assert data["findings"] == sorted(
        data["findings"], key=lambda f: (f["file"], f["line"], f["column"], f["rule"])
    )
    assert out == said(*arguments)[1]


def test_several_outputs_of_one_check(project, said):
    """`FORMAT=FILE` is repeatable: files are written, the rest goes to the screen."""
    project.break_references()

    code, out, _ = said(
        *("check", "--output-format", "json=out/f.json", "--output-format", "concise"),
        *("--output-format", "text=out/f.txt"),
    )

    assert 1 == code
    assert out.splitlines()[0].startswith("contracts/")
    data = json.loads((project.folder / "out" / "f.json").read_text("utf-8"))
    assert len(data["findings"]) == len(out.splitlines()) - 1
    assert "= see: slaspec explain" in (project.folder / "out" / "f.txt").read_text("utf-8")


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
@pytest.mark.parametrize("fail_on", ["error", "warning", "info", "never", None])
def test_fail_on_decides_the_exit_code(project, said, monkeypatch, severity, fail_on):
    """1 for a finding at or above the limit (error, unless said otherwise), else 0."""
    from slaspec.use_cases import check

    project.break_references()
    original = check.check
    monkeypatch.setattr(
        check,
        "check",
        lambda *given, **named: [
            dataclasses.replace(f, severity=severity) for f in original(*given, **named)
        ],
    )

    code, _, _ = said("check", *(["--fail-on", fail_on] if fail_on else []))

    order = ["error", "warning", "info"]
    limit = -1 if fail_on == "never" else order.index(fail_on or "error")
    assert int(order.index(severity) <= limit) == code


def test_select_and_ignore(project, said):
    """Rules by id, by beginning and by name; ignoring wins."""
    project.break_references()

    def rules(*arguments):
        dated = ("--as-of", "2026-04-20", "--output-format", "json")
        out = said("check", *arguments, *dated)[1]
        return {finding["rule"] for finding in json.loads(out)["findings"]}

    assert {"D001"} == rules("--select", "D001")
    assert {"D001"} == rules("--select", "duplicate-document-id")
    assert {"T003"} == rules("--select", "T")
    assert rules() - {"D001"} == rules("--ignore", "D001")
    assert set() == rules("--select", "D001", "--ignore", "D")


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        ([], {"ferries.sla.yaml", "night.yaml", "zz-again.yaml"}),
        (["contracts"], {"ferries.sla.yaml", "night.yaml", "zz-again.yaml"}),
        (["contracts/night.yaml"], {"night.yaml"}),
        (["contracts/night.yaml", "contracts/zz-again.yaml"], {"night.yaml", "zz-again.yaml"}),
        (["contracts/parties.yaml"], set()),
    ],
)
@pytest.mark.parametrize("configured", [True, False])
def test_paths_choose_what_is_shown_not_what_is_known(project, said, paths, files, configured):
    """A file is judged with the documents around it; findings are shown for what was asked for."""
    project.break_references()
    if not configured:
        (project.folder / "pyproject.toml").unlink()

    rules = ("--select", "D001", "--select", "D003", "--select", "T003")

    code, out, _ = said("check", *paths, *rules, "--output-format", "json")

    found = {Path(f["file"]).name for f in json.loads(out)["findings"]}
    assert files == found
    assert int(bool(files)) == code


def test_the_setting_is_found_from_a_folder_below(project, said, monkeypatch):
    """Called from inside the project, paths are shown from where one stands."""
    project.write("broken.yaml", "id: x: y\n")
    (project.folder / "src").mkdir()
    monkeypatch.chdir(project.folder / "src")

    code, out, _ = said("check", "--output-format", "concise")

    assert 1 == code
    assert out.startswith("../contracts/broken.yaml:1:6: Y001")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[tool.pytest.ini_options]\nslaspec_contracts = ['gone']\n", "names 'gone'"),
        ("[tool.pytest.ini_options]\nslaspec_contracts = ['a', 'b']\n", "more than one folder"),
        ("[tool.pytest.ini_options]\nslaspec_contracts = 5\n", "the name of a folder"),
        ("[tool.pytest.ini_options]\nslaspec_contracts = [5]\n", "the name of a folder"),
        ("[tool\n", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_wrong_setting_is_said(project, said, text, says):
    """A setting that names nothing would make every check look good."""
    file = project.folder / "pyproject.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())

    code, _, err = said("check")

    assert 2 == code
    assert says in err
    assert "pyproject.toml" in err


@pytest.mark.parametrize(
    "text",
    [
        "tool = 3\n",
        "[tool]\npytest = 'x'\n",
        "[project]\nname = 'x'\n",
        "[tool.pytest.ini_options]\nslaspec_contracts = 'contracts'\n",
        "[tool.pytest]\nslaspec_contracts = ['contracts']\n",
    ],
)
def test_other_settings_do_no_harm(project, said, text):
    """Without the setting the current folder is the root; every form that pytest takes is read."""
    (project.folder / "pyproject.toml").write_text(text)

    assert 0 == said("check")[0]


# --- preview -------------------------------------------------------------------------------------


def test_the_statement_of_a_month(project, said, golden):
    """Records, verdicts, lines with their story, the total; the same in every run."""
    code, out, err = said(*PREVIEW, *RECORDS, "-o", "s.json", "-o", "s.csv", "-o", "s.txt")

    assert (0, "") == (code, err)
    golden("preview.txt", out)
    golden(
        "preview.csv",
        (project.folder / "s.csv")
        .read_text("utf-8")
        .replace(f'"{slaspec.__version__}"\n', '"VERSION"\n'),
    )
    assert out == (project.folder / "s.txt").read_text("utf-8")
    data = json.loads((project.folder / "s.json").read_text("utf-8"))
    assert data["run"]["contracts"].keys() >= {"ferry-desk", "office-se", "ticket-export"}


def test_charges_of_a_file_take_the_place_of_the_agreement(project, said):
    """Twice the charge is twice the credit; rows of other windows are passed over."""
    file = project.folder / "charges.csv"
    file.write_text(
        "period,service,amount,currency,invoice\n"
        "2026-03,service-desk,360000.00,SEK,7\n"
        "2026-04,service-desk,1.00,SEK,8\n"
    )
    said(*PREVIEW, *RECORDS, "-o", "plain.json")

    code, _, _ = said(*PREVIEW, *RECORDS, "--charges", "charges.csv", "-o", "charged.json")

    plain, charged = (
        json.loads((project.folder / f"{name}.json").read_text()) for name in ("plain", "charged")
    )
    assert 0 == code
    cents = [int(data["total"].replace(".", "")) for data in (plain, charged)]
    assert 2 * cents[0] == cents[1]
    assert charged["run"]["charges"] and plain["run"]["charges"] is None


def test_a_range_is_settled_window_by_window(project, said):
    """`A..B` gives each window its verdict; a window that is not judged says why."""
    code, out, _ = said(
        "preview", "ferry-desk", "2026-02..2026-03", "--as-of", "2026-04-20", *RECORDS
    )

    assert 0 == code
    assert 2 == sum(
        line.startswith("resolution/P1") and "2026-0" in line for line in out.splitlines()
    )


def test_a_bar_moves_on_a_terminal_only(project):
    """Progress goes to standard error where that is a terminal, and never into the statement."""
    pty = pytest.importorskip("pty")
    keeper, terminal = pty.openpty()
    piped = process(*PREVIEW, *RECORDS)

    shown = process(
        *PREVIEW,
        *RECORDS,
        capture_output=False,
        stdout=subprocess.PIPE,
        stderr=terminal,
        env={"TERM": "xterm", "COLUMNS": "80"},
    )

    os.close(terminal)
    bar = b""
    with contextlib.suppress(OSError):  # the end of a terminal
        while block := os.read(keeper, 4096):
            bar += block
    os.close(keeper)
    assert b"reading records" in bar
    assert b"" == piped.stderr
    assert piped.stdout == shown.stdout
    assert b"\x1b" not in shown.stdout


def test_progress_counts_the_bytes_of_the_file(project):
    """Who asks is told of every block; the sum is the size of the file."""
    from datetime import date

    from slaspec.use_cases.preview import preview

    blocks = []

    preview(
        slaspec.load("contracts"),
        "ferry-desk",
        "2026-03",
        records={"ticket-export": "tickets.csv"},
        as_of=date(2026, 4, 20),
        progress=blocks.append,
    )

    assert (project.folder / "tickets.csv").stat().st_size == sum(blocks)


# --- explain -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["D001", "d001", "duplicate-document-id", "Y001", "S001"])
def test_a_rule_has_a_page(said, rule):
    """By id in any case, or by name; also the rules of reading."""
    code, out, _ = said("explain", rule)

    assert 0 == code
    assert out.startswith("# ")
    assert all(
        heading in out for heading in ("What it does:", "Why:", "Wrong:", "Right:", "Source:")
    )


def test_without_an_argument_every_rule_is_listed(said):
    """Id, severity and name, sorted by id; the rules of reading are among them."""
    code, out, _ = said("explain")

    lines = [line.split() for line in out.splitlines()]
    assert 0 == code
    assert ["D001", "error", "duplicate-document-id"] in lines
    assert {"S001", "Y001"} <= {line[0] for line in lines}
    assert lines == sorted(lines)


def test_a_line_tells_how_it_came_about(project, said, golden):
    """Amount, then stage by stage the sentence and the term that acted."""
    said(*PREVIEW, *RECORDS, "-o", "s.json")

    code, out, _ = said("explain", "s.json#1")

    assert 0 == code
    golden("explain.txt", out)


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (None, "1", "there is no file|No such file"),
        (b"\xff\xfe", "1", "not a statement"),
        (b"{", "1", "not a statement"),
        (b"[" * 200_000, "1", "not a statement"),
        (b"[]", "1", "not a statement"),
        (b'{"format": "slaspec-check/1", "lines": []}', "1", "not a statement"),
        (b'{"format": "slaspec-statement/2"}', "1", "not a statement"),
        (b'{"format": "slaspec-statement/2", "lines": 3}', "1", "not a statement"),
        (b'{"format": "slaspec-statement/2", "lines": [3]}', "1", "not a statement"),
        (b'{"format": "slaspec-statement/2", "lines": [{}]}', "1", "not a statement"),
        (b'{"format": "slaspec-statement/2", "lines": []}', "1", "no line '1'; it has 0 lines"),
        (b'{"format": "slaspec-statement/2", "lines": [{}]}', "0", "no line '0'; it has 1 line"),
        (b'{"format": "slaspec-statement/2", "lines": [{}]}', "-1", "no line '-1'"),
        (b'{"format": "slaspec-statement/2", "lines": [{}]}', "", "no line ''"),
        (b'{"format": "slaspec-statement/2", "lines": [{}]}', "\u0661", "no line"),
        (b'{"format": "slaspec-statement/2", "lines": [{}]}', "9" * 9999, "no line '99999"),
        (b'{"format": "slaspec-statement/2", "n": ' + b"9" * 9999 + b"}", "1", "not a statement"),
    ],
)
def test_explain_refuses_what_is_no_statement(project, said, content, line, says):
    """Any other file, and any line that is not there, is one sentence."""
    if content is not None:
        (project.folder / "s.json").write_bytes(content)

    code, out, err = said("explain", f"s.json#{line}")

    assert (2, "") == (code, out)
    assert any(each in err for each in says.split("|"))
    assert 1 == len(err.splitlines())


# --- demo ----------------------------------------------------------------------------------------


def test_the_demo_shows_it_all_and_twice_the_same(project, golden):
    """In a folder with a space, under ten seconds, byte for byte alike, and git sees nothing."""
    subprocess.run(["git", "init", "--quiet", "."], check=True)
    (project.folder / ".gitignore").write_bytes((ROOT / ".gitignore").read_bytes())

    def demo():
        result = process("demo")
        assert (0, b"") == (result.returncode, result.stderr)
        files = sorted((project.folder / "slaspec-demo").iterdir())
        return result.stdout, {file.name: file.read_bytes() for file in files}

    begin = time.monotonic()
    first = demo()
    took = time.monotonic() - begin
    status = subprocess.run(["git", "status", "--porcelain"], capture_output=True, text=True)

    assert took < 10
    assert first == demo()
    written = {"findings.json", "review.html", "review.json", "statement.csv", "statement.json"}
    assert written == set(first[1])
    assert "slaspec-demo" not in status.stdout
    out = first[0].decode("utf-8")
    assert out.startswith("1. The contracts are checked: one promise is not backed")
    golden("demo.txt", out[out.index("2. ") :])


def test_the_next_command_of_the_demo_works(project, said):
    """What the demo tells one to try is a command that runs."""
    _, out, _ = said("demo")

    following = out.splitlines()[-1].removeprefix("Next: slaspec ").split()
    code, out, _ = said(*following)

    assert 0 == code
    assert "rate:" in out


def test_the_demo_says_when_it_cannot_write(project, said):
    """A file where the folder should be is a matter of the environment: exit code 3."""
    (project.folder / "slaspec-demo").write_text("mine")

    code, _, err = said("demo")

    assert 3 == code
    assert "cannot be written" in err
    assert "mine" == (project.folder / "slaspec-demo").read_text()


# --- one output everywhere -----------------------------------------------------------------------


def test_zones_locales_and_hash_seeds_change_nothing(project):
    """The same bytes in 4 time zones, 2 locales and with 3 hash seeds."""
    project.break_references()
    (project.folder / "demo").mkdir()
    code = (
        "import sys\nfrom slaspec.cli import main\n"
        "for arguments in (['check', '--as-of', '2026-11-21'],"
        " ['check', '--as-of', '2026-11-21', '--output-format', 'json'], ['demo']):\n"
        "    try: main(arguments)\n"
        "    except SystemExit as stop: print(stop.code)\n"
    )

    def output(zone, locale, seed):
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "LANG": locale}
        environment |= {"PYTHONHASHSEED": seed, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        return subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, timeout=120
        )

    cases = [
        (zone, locale, seed)
        for zone in ("UTC", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati")
        for locale in ("C", "C.UTF-8")
        for seed in ("0", "1", "4711")
    ]
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        results = list(workers.map(lambda case: output(*case), cases))

    assert {b""} == {result.stderr for result in results}
    assert 1 == len({result.stdout for result in results})
    assert b"\xe2\x9c\x97" in results[0].stdout  # the cross, in UTF-8


@pytest.mark.parametrize("settings", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"COLUMNS": "40"}])
def test_piped_output_has_no_escape_codes(project, settings):
    """What goes into a file or a pipe is plain text of one width, whatever the terminal."""
    result = process(*PREVIEW, *RECORDS, env=settings)

    assert b"\x1b" not in result.stdout
    assert process(*PREVIEW, *RECORDS).stdout == result.stdout


def test_an_interrupt_is_130_and_quiet(project, said, monkeypatch):
    """Ctrl-C is no fault: exit code 130, no traceback."""
    from slaspec.use_cases import check

    def interrupted(*given, **named):
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "check", interrupted)

    code, out, err = said("check")

    assert (130, "", "") == (code, out, err.strip())


def test_a_reader_that_has_gone_is_no_fault(project):
    """`slaspec check | head -1` ends without a word."""
    project.break_references()
    command = [sys.executable, "-m", "slaspec", "check"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        said = running.stderr.read()

    assert (3, b"") == (running.returncode, said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_line(project):
    """Output that cannot be written is exit code 3, not a traceback and not success."""
    with Path("/dev/full").open("wb") as full:
        result = process("check", capture_output=False, stdout=full, stderr=subprocess.PIPE)

    assert (3, 1) == (result.returncode, len(result.stderr.splitlines()))
    assert result.stderr.startswith(b"error: ")


def test_main_ends_the_process_with_the_code(project, monkeypatch):
    """`main` is what the installed program calls; closed outputs do not disturb it."""
    from slaspec.cli import main

    monkeypatch.setattr(sys, "stdout", io.StringIO())
    with pytest.raises(SystemExit) as stop:
        main(["check"])
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(SystemExit) as closed:
        main(["check"])

    assert (0, 0) == (stop.value.code, closed.value.code)
