"""Scenarios: what visitors do, and what they should see then, by subject."""
