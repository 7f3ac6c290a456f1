"""What an export weighs in memory does not depend on its size."""

import gzip
import json
import tracemalloc

import pytest

from slaspec.records.sources import formats, json_documents
from tests.records import desk

PADDING = "the printer on the third floor is out of paper again; " * 40
MIB = 1 << 20


def export(tool, count):
    """The objects of an export of many tickets, one by one, as text on one line."""
    make = {
        "jira": lambda n: desk.jira_issue(f"DESK-{n}", description=PADDING),
        "zammad": lambda n: desk.zammad_ticket(n, note=PADDING),
        "gitlab": lambda n: desk.gitlab_issue(n, description=PADDING),
        "zendesk": lambda n: desk.zendesk_ticket(
            ticket={"id": n, "description": PADDING, "priority": "urgent", "group_id": 102},
            metric_events=desk.zendesk_events(n),
        ),
    }[tool]
    yield "["
    for number in range(1, count + 1):
        yield json.dumps(make(number)) + ("," if number < count else "]")


def weight(tool, count, tmp_path):
    """How many bytes are held at most while the rows of an export go by, and its size."""
    file = tmp_path / f"{tool}{count}.json.gz"
    size = 0
    with gzip.open(file, "wt", compresslevel=1) as packed:
        for part in export(tool, count):
            size += packed.write(part)
    source = desk.structured(desk.source(tool))
    tracemalloc.start()
    try:
        with formats()[source.format].open_table(source, file, "export") as table:
            numbers = [table.header.index(name) + 1 for name in source.columns.values()]
            rows = sum(1 for _ in table.rows(numbers))
        return tracemalloc.get_traced_memory()[1], size, rows
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("tool", sorted(desk.TOOLS))
def test_an_export_is_streamed(tool, tmp_path, monkeypatch):
    """Four MiB on one line are read with two: buffers, and what is known of each ticket."""
    monkeypatch.setattr(json_documents, "BLOCK", 1 << 16)

    peak, size, rows = weight(tool, 1200, tmp_path)

    assert 1200 * 7 <= rows
    assert size > 4 * MIB
    assert peak < 2.5 * MIB
