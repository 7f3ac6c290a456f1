"""Rules on who answers for what: organisations, people and components."""
