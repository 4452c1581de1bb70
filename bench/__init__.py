"""Accuracy and speed beside LanguageTool, Harper and codespell, in one run: `make bench` writes RESULTS.md."""
