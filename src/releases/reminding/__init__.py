"""Telling people: what a message says, which way it goes, and what is recorded of it.

Open `dispatcher.py` first, then `messages.py` (the words) and `channels.py` (the wire).
May import `sources`, `reading`, `store`, `exporting`, `fetch`, `model` and what lies below.
"""
