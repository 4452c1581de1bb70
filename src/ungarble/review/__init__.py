"""Findings -> decisions, by asking a person: `session` decides, `desk` knows the keys, `screen` and `plain` show."""
