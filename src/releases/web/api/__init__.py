"""The JSON API under `/api/v1`: what the command line can do, for other programs.

A caller sends the bearer token of a subscriber and acts as them: their own follows, channels and
deliveries, the facts that all share, which only an admin changes; a member's word becomes a
suggestion. Documents are those of `tracking.documents`; `models` says their shape once more, for
OpenAPI. Open `films.py`, `facts.py` and `own.py` for the routes.
"""
