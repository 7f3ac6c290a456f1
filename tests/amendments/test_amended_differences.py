"""Each record is compared with its tool under the text of its start, and so are the reasons."""

from datetime import date

from slaspec.use_cases.preview import preview

P1 = "targets/resolution/objectives/P1"
FASTER = {"at": f"{P1}/within", "was": "5h", "becomes": "4h"}


def test_a_difference_has_the_reason_of_its_own_text(portfolio, tmp_path):
    """
    30 s over 5h in July and 30 s over 4h in August are both within a minute of the limit of their
    text; 4h 30min are late in August and in time in July: only there the tool is wrong for once.
    """
    tool = ("timezone:", 'tool: {verdict: tool, met: ["yes"], missed: ["no"]}\ntimezone:')
    book = portfolio({"changes": [FASTER]}, edit={"tickets.yaml": tool})
    file = tmp_path / "tickets.csv"
    file.write_text(
        "number,opened,solved,priority,tool\n"
        "T1,2026-07-20 08:00:00,2026-07-20 13:00:30,1,yes\n"
        "T2,2026-08-05 08:00:00,2026-08-05 12:00:30,1,yes\n"
        "T3,2026-07-21 08:00:00,2026-07-21 12:30:00,1,yes\n"
        "T4,2026-08-06 08:00:00,2026-08-06 12:30:00,1,yes\n"
    )

    found = preview(
        book,
        "harbour-desk",
        "2026-07..2026-08",
        records={"tickets": file},
        as_of=date(2026, 10, 10),
        against_tool=True,
    )

    told = [(each.reason, [r.id for r in each.records], each.agree) for each in found.against_tool]
    assert [("rounding", ["T1"], 2), ("rounding", ["T2"], 1), ("unknown", ["T4"], None)] == told
    differing = [id for compared in found.measurements.tool for id in compared.differing_ids]
    assert ["T1", "T2", "T4"] == differing
