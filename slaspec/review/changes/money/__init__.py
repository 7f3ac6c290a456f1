"""What is paid: remedies, caps and what they are reckoned from."""
