"""Results kept by content: shown again while nothing has changed, and only then."""

import json

import pytest

from slaspec.checks import run as rules
from slaspec.cli import run

CHECK = ("check", "--as-of", "2026-11-21", "--cache", "kept")


@pytest.fixture
def said(capsys, monkeypatch):
    """`said(arguments)`: exit code, output, and whether any rule was asked."""

    def call(*arguments, cached=CHECK):
        asked = []
        original = rules.run

        def counted(*given, **named):
            asked.append(given)
            return original(*given, **named)

        monkeypatch.setattr(rules, "run", counted)
        capsys.readouterr()
        code = run([*cached, *arguments])
        out, err = capsys.readouterr()
        monkeypatch.setattr(rules, "run", original)
        assert "Traceback" not in out + err
        return code, out, bool(asked)

    return call


@pytest.mark.parametrize("form", ["text", "concise", "json", "junit", "sarif", "github", "gitlab"])
def test_what_is_shown_again_is_the_same(project, said, form):
    """The second time no rule is asked, and every output has the same bytes."""
    project.break_references()

    first = said("--output-format", form)
    second = said("--output-format", form)

    assert first[:2] == second[:2] == said("--output-format", form, cached=CHECK[:3])[:2]
    assert (True, False) == (first[2], second[2])


def test_every_change_is_judged(project, said):
    """Another text, another file, another date and another setting are another portfolio."""
    said()

    assert not said()[2]
    project.replace("ferries.sla.yaml", "title: Service desk for", "title: Desk for")
    assert said()[2]
    project.write("more.yaml", "apiVersion: slaspec/v1\nkind: Kalender\nid: x\n")
    assert said()[2]
    assert said("--as-of", "2026-11-22")[2]
    assert said("--ignore", "B")[2]
    assert not said()[2]


def test_a_sample_belongs_to_the_portfolio(project, said):
    """A sample that changes, goes or comes is looked at again."""
    sample = project.contracts / "tickets.csv"
    project.replace(
        "tickets.yaml", "service: service-desk", "service: service-desk\nsample: tickets.csv"
    )
    assert "D018" in said()[1]

    sample.write_text((project.folder / "tickets.csv").read_text("utf-8"), "utf-8")
    assert said()[1:] == (said(cached=CHECK[:3])[1], True)
    assert not said()[2]
    sample.write_text("number\n", "utf-8")
    assert said()[2]


def test_severities_and_baselines_are_applied_anew(project, said):
    """What a project sets about findings needs no judging again."""
    project.replace(
        "ferries.sla.yaml", "    remedies: [late-resolution]", "    remedies: [none-such]"
    )
    assert 1 == said()[0]
    said("--write-baseline", "known.json")

    assert (0, False) == said("--baseline", "known.json")[::2]
    assert (0, False) == said("--fail-on", "never")[::2]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": "slaspec-cache/1"}', "\ud800"])
def test_an_entry_that_cannot_be_read_is_as_good_as_none(project, said, text):
    """A spoilt file in the cache is written anew, and never shown."""
    expected = said()[1]
    [entry] = (project.folder / "kept").iterdir()
    entry.write_bytes(text.encode("utf-8", "surrogatepass"))

    assert (expected, True) == said()[1:]
    assert "findings" in json.loads(entry.read_text("utf-8"))


def test_only_the_newest_results_are_kept(project, said):
    """A cache does not grow without end."""
    for day in range(1, 21):
        said("--as-of", f"2026-10-{day:02}")

    assert 16 == len(list((project.folder / "kept").iterdir()))


def test_nothing_is_written_unless_a_folder_is_named(project, said):
    """Without `--cache` and without the setting a check writes no file."""
    before = sorted(project.folder.rglob("*"))
    said(cached=CHECK[:3])

    assert before == sorted(project.folder.rglob("*"))


def test_the_setting_names_the_folder(project, said):
    """`cache` in `[tool.slaspec]` is relative to its `pyproject.toml`."""
    file = project.folder / "pyproject.toml"
    file.write_text(file.read_text("utf-8") + '[tool.slaspec]\ncache = ".kept"\n', "utf-8")
    said(cached=CHECK[:3])

    assert (project.folder / ".kept").is_dir()
    assert not said(cached=CHECK[:3])[2]
