"""The flash contract as scenarios, for any site: see README.md."""
