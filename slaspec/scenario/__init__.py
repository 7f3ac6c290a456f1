"""Scenarios: given records run through the measuring engine; a proof's counterexample as one."""
