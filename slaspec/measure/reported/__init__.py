"""
Figures in place of records: what a tool, or a person, reports for a window is judged as it is.

    CSV, YAML, a Scenario ─ rows ─ readings ─ reported ─ Measurements
"""
