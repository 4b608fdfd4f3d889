"""What Playwright Test gives its users, for pytest (see README.md)."""

PACKAGE = __name__  # which is another where this folder is copied to, or installed
