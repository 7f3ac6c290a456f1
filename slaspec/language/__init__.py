"""The contract language: YAML bytes to typed, located contracts."""
