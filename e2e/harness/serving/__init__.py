"""The app that is visited: in this process, or wherever it is served."""
