"""The version, alone: reports print it and must not import the package's front door for it."""

__version__ = "0.1.0"
