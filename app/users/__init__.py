"""The users: who is in the directory."""
