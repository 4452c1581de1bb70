"""The learned repairs: damaged and clean text aligned, a tagger trained on it, its confidence measured."""
