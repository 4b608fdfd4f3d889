"""What is kept: the tables, the database they are in, and what text in them is like."""
