"""The courses: something to join, with a last seat that many race for."""
