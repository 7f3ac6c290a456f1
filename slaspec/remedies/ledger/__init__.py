"""What was claimed, chosen, issued and agreed, and what that does to a settlement."""
