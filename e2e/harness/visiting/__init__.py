"""Browsers and those who look through them, set up by projects."""
