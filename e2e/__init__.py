"""The browser scenarios, and the harness they run in."""
