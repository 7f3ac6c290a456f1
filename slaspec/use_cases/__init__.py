"""What a user does, one module per verb; typed arguments in, result objects out."""
