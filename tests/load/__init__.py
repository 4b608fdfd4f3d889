"""Visitors without number, on the real app, while its workers are killed: `make load`."""
