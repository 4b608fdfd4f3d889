"""Twelve scenarios in two languages, to compare pytest and this harness with Node's own runner."""
