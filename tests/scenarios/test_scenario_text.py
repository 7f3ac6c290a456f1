"""A scenario as YAML text: what is read back is what was written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from slaspec.language.document import read_document
from slaspec.report.scenario_text import scenario_text

texts = st.text("aB: #{}[],'\"\\&*!|>%@`é-+=10.~?/", min_size=1).map(str.strip).filter(bool)
words = st.sampled_from(
    ["no", "on", "~", "1", "2026", "2026-04", "1.50", "P1", "a: b", "#x", "99.9%", "null", "é", "-"]
)
values = texts | words | st.integers(0, 10**6)


@given(st.lists(values, min_size=1), values, values)
def test_what_is_written_is_read_back(listed, one, other):
    """Any text, quoted where a reader could take it for something else."""
    data = {
        "also": listed,
        "title": one,
        "given": {
            "records": [{"source": other, "tickets": [{"id": one, "events": [{"at": one}]}]}]
        },
        "expect": {"verdicts": [{"value": one, "met": 3}]},
    }

    assert data == read_document(scenario_text(data).encode(), "scenario.yaml").data


def test_a_contract_manager_can_read_it():
    """A list of events and of verdicts is a line each; a comment may stand above."""
    data = {
        "kind": "Scenario",
        "given": {
            "records": [
                {
                    "source": "desk",
                    "tickets": [
                        {
                            "id": "INC-1",
                            "fields": {"site": "oslo"},
                            "events": [{"at": "2026-04-03T16:50:00+02:00", "event": "reported"}],
                        }
                    ],
                }
            ]
        },
        "expect": {"verdicts": [{"target": "resolve", "value": "99.5%"}]},
    }

    assert """\
# by hand
kind: Scenario
given:
  records:
    - source: desk
      tickets:
        - id: INC-1
          fields: {site: oslo}
          events:
            - {at: "2026-04-03T16:50:00+02:00", event: reported}
expect:
  verdicts:
    - {target: resolve, value: 99.5%}
""" == scenario_text(data, "by hand")
