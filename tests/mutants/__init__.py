"""The app broken on purpose, one change at a time: `make mutants` tells what the tests catch."""
