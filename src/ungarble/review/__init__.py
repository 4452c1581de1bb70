"""Findings -> decisions, by asking a person."""
