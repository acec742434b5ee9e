"""Tracks cinema release dates per territory and reminds people in time, by chat or e-mail."""

__version__ = "0.1.0"
