"""Windows before the one that is settled: what they came to, and which of them a term means."""
