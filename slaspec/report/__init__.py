"""Results to text, JSON and CSV. One escaping function per channel; no rules and no engine here."""
