"""The use cases, each one unit of work: a fact arrives, is judged, stored and planned at once.

The only writer of facts. May import `reading`, `sources`, `store`, `exporting` and below.
Open `changes.py` first.
"""
