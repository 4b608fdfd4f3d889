"""Screens: what a visitor sees and can do, page by page; they never judge."""
