"""What Playwright Test gives its users, for pytest (see README.md)."""
