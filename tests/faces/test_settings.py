"""`[tool.slaspec]` in pyproject.toml: one set of settings for `slaspec check` and pytest."""

import json
from pathlib import Path

import pytest

from slaspec.cli import run
from slaspec.errors import UsageError
from slaspec.use_cases.settings import Settings, settings_near, settings_of
from tests.faces.conftest import PYPROJECT

PLUGIN = "slaspec.pytest_plugin"
AS_OF = ("--as-of", "2026-11-21")


@pytest.fixture(autouse=True)
def _no_other_plugins(monkeypatch):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def configure(portfolio, *lines):
    """Write `[tool.slaspec]` beside the setting of the root."""
    text = PYPROJECT + "\n[tool.slaspec]\n" + "\n".join(lines) + "\n"
    (portfolio.folder / "pyproject.toml").write_text(text, "utf-8")


@pytest.fixture
def found(capsys):
    """`found(arguments)`: exit code, and severity and rule of every finding of a check."""

    def call(*arguments):
        capsys.readouterr()
        code = run(["check", *AS_OF, "--output-format", "json", *arguments])
        out = capsys.readouterr().out
        return code, sorted((f["severity"], f["rule"]) for f in json.loads(out)["findings"])

    return call


def settings(**table):
    """The settings of a table."""
    return settings_of({key.replace("_", "-"): said for key, said in table.items()}, Path("p.toml"))


# --- severities ----------------------------------------------------------------------------------


def test_a_severity_is_set_for_a_rule(project, found):
    """By id, by the beginning of ids, or by name; a rule that is off says nothing."""
    project.break_references()
    select = 'select = ["D001", "D003", "T003"]'
    configure(project, select)
    assert (1, [("error", "D001"), ("error", "D003"), ("error", "T003")]) == found()

    severity = 'severity = {D003 = "warning", T = "info", duplicate-document-id = "off"}'
    configure(project, select, severity)

    assert (0, [("info", "T003"), ("warning", "D003")]) == found()


@pytest.mark.parametrize(
    "table",
    [
        {"D": "off", "D0": "info", "D003": "error"},
        {"D003": "error", "D0": "info", "D": "off"},
        {"unknown-terms": "error", "D00": "off"},
    ],
)
def test_the_longer_beginning_holds(table):
    """Whatever the order in the file: an id or a name before a beginning, a longer one first."""
    severities = dict(settings(severity=table).severities)

    assert "error" == severities["D003"]
    assert severities["D001"] in ("info", "off")


def test_a_severity_decides_what_fails(project, found):
    """A remark of yesterday is an error of today where the project says so, and the reverse."""
    project.break_references()
    for said, code in (("error", 1), ("warning", 0), ("info", 0)):
        configure(project, f'severity = {{D003 = "{said}"}}', 'select = ["D003"]')

        assert (code, [(said, "D003")]) == found()


def test_settlement_is_barred_as_ever(project):
    """What bars a settlement is the rule's own affair: a setting makes no amount sound."""
    from datetime import date

    from slaspec.checks.run import bars
    from slaspec.use_cases.load import load

    project.break_references()
    before = bars(load("contracts"), "ferry-desk", date(2026, 11, 21))
    configure(project, 'severity = {D = "off", T = "off"}')

    assert before == bars(load("contracts"), "ferry-desk", date(2026, 11, 21)) != []


# --- select, ignore, fail-on ---------------------------------------------------------------------


def test_select_and_ignore_of_a_project(project, found):
    """They choose the rules; a file that cannot be read is said all the same."""
    project.break_references()
    project.write("broken.yaml", "id: x: y\n")

    configure(project, 'select = ["D"]', 'ignore = ["D003"]')

    rules = {rule for _, rule in found()[1]}
    assert {"D001", "Y001"} <= rules
    assert not {rule for rule in rules if rule[0] not in "DSY"} | (rules & {"D003"})


@pytest.mark.parametrize(
    ("said", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_fail_on_of_a_project(project, found, said, code):
    """The mildest severity that fails."""
    project.break_references()
    severity = 'severity = {D003 = "warning"}'

    configure(project, severity, 'select = ["D003"]', f'fail-on = "{said}"')

    assert code == found()[0]


def test_the_command_line_wins(project, found):
    """Each option takes the place of its setting; a rule that is off is judged when it is named."""
    project.break_references()
    configure(
        project,
        'select = ["T003"]',
        'ignore = ["D001"]',
        'fail-on = "never"',
        'severity = {D003 = "off", T003 = "warning"}',
    )

    assert (0, [("warning", "T003")]) == found()
    assert (1, [("warning", "T003")]) == found("--fail-on", "warning")
    assert (0, [("error", "D003")]) == found("--select", "D003")
    assert (0, [("error", "D003")]) == found("--select", "unknown-terms")
    assert "D003" not in {rule for _, rule in found("--select", "D")[1]}
    assert (0, [("error", "D001")]) == found("--select", "D001")
    assert "D001" not in {rule for _, rule in found("--select", "D")[1]}
    assert "D001" in {rule for _, rule in found("--select", "D", "--ignore", "T003")[1]}


def test_the_settings_are_those_beside_the_contracts(project, found, monkeypatch):
    """Called from anywhere, the project of the contracts decides, not the folder of the caller."""
    project.break_references()
    configure(project, 'select = ["D003"]')
    other = project.folder.parent / "other"
    other.mkdir()
    (other / "pyproject.toml").write_text('[tool.slaspec]\nselect = ["T003"]\n')
    monkeypatch.chdir(other)

    assert (1, [("error", "D003")]) == found(str(project.contracts))


def test_without_a_file_or_a_table_the_defaults_hold(tmp_path):
    """No pyproject.toml of the project, none of ours in it: nothing is set."""
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")

    assert Settings() == settings_near(tmp_path)
    assert ("error", (), ()) == (Settings().fail_on, Settings().select, Settings().left_out)


# --- mistakes ------------------------------------------------------------------------------------

MISTAKES = [
    ('severty = {P = "error"}', "has no key 'severty'; did you mean 'severity'?"),
    ("colour = 1", "has no key 'colour'; there are: severity, select, ignore, fail-on, baseline"),
    ('severity = {D0001 = "error"}', "'D0001' is no rule, and no rule begins with it; did you"),
    ('severity = {D001 = "eror"}', "has no severity for 'D001' 'eror'; did you mean 'error'?"),
    ("severity = {D001 = 1}", "severity of 'D001' is one of: error, warning, info, off"),
    ('severity = "error"', "severity is a table of rules"),
    ('severity = {Y001 = "off"}', "cannot set 'Y001': a file whose text or form is wrong"),
    ('severity = {S = "info"}', "cannot set 'S'"),
    ('ignore = ["Y"]', "cannot set 'Y'"),
    ('select = "M"', "select is a list of rules"),
    ("ignore = [1]", "ignore is a list of rules"),
    ('select = ["Q"]', "'Q' is no rule"),
    ('select = ["R004"]', "'R004' is about records, not about contracts"),
    ('fail-on = "warnings"', "has no severity for 'fail-on' 'warnings'; did you mean 'warning'?"),
    ("fail-on = true", "fail-on is a text"),
    ("baseline = 3", "baseline is a text"),
    ('baseline = ""', "baseline is a text"),
    ('baseline = "none.json"', "the baseline '"),
]


@pytest.mark.parametrize(("line", "says"), MISTAKES)
def test_a_mistake_is_said_with_its_file(project, capsys, line, says):
    """A setting that sets nothing would be believed: exit code 2, the file, the near word."""
    configure(project, line)

    code = run(["check", *AS_OF])

    out, err = capsys.readouterr()
    assert (2, "") == (code, out)
    assert says in err
    assert "pyproject.toml" in err or "none.json" in err


@pytest.mark.parametrize(("line", "says"), MISTAKES)
def test_pytest_says_the_same_mistake(tested, pytester, line, says):
    """The same reader, the same sentence, before anything is collected."""
    configure(tested, line)

    result = pytester.runpytest("-p", PLUGIN)

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    assert says in result.stderr.str()
    assert "Traceback" not in result.stderr.str()


def test_a_table_that_is_no_table_is_said():
    """`tool.slaspec = 3` is a mistake too."""
    with pytest.raises(UsageError, match="is a table of settings"):
        settings_of(3, Path("pyproject.toml"))


# --- both faces ----------------------------------------------------------------------------------


def of_pytest(pytester, *arguments):
    """Exit code is 1; severity and rule of every finding of the items; names of failed items."""
    from slaspec.pytest_plugin import judged

    items, record = pytester.inline_genitems("-p", PLUGIN, "contracts", "--slaspec-as-of", AS_OF[1])
    findings = [f for i in items for f in judged(i.config).of(i.file, i.aspect)]
    failing = [
        f for i in items for f in judged(i.config).of(i.file, i.aspect) if judged(i.config).fails(f)
    ]
    return int(bool(failing)), sorted((f.severity, f.rule) for f in findings)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ['severity = {D = "warning", M = "info"}'],
        ['severity = {D = "warning"}', 'fail-on = "warning"', 'select = ["D"]'],
        ['severity = {D003 = "off"}', 'ignore = ["T"]'],
        ['fail-on = "never"'],
    ],
)
def test_both_faces_judge_alike(tested, pytester, found, lines):
    """The same findings with the same severities, and both fail or both pass."""
    tested.break_references()
    configure(tested, *lines)

    assert found() == of_pytest(pytester)


def test_the_option_of_pytest_wins(tested, pytester):
    """`--slaspec-select` takes the place of the setting, as `--select` does."""
    tested.break_references()
    configure(tested, 'select = ["T003"]', 'severity = {D003 = "off"}')

    result = pytester.runpytest("-p", PLUGIN, "--slaspec-select", "D003")

    assert 1 == result.parseoutcomes()["failed"]
    result.stdout.fnmatch_lines(["D003 there are no Terms 'nowhere'"])


def test_a_warning_fails_an_item_where_the_project_says_so(tested, pytester):
    """`fail-on` decides of items as of exit codes."""
    tested.break_references()
    configure(tested, 'select = ["D003"]', 'severity = {D003 = "warning"}', 'fail-on = "warning"')

    result = pytester.runpytest("-p", PLUGIN)

    assert 1 == result.parseoutcomes()["failed"]
    result.stdout.fnmatch_lines(["D003 (warning) there are no Terms 'nowhere'"])
