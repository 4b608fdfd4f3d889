"""A stock Flask site, and how the scenarios use it."""
