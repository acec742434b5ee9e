"""The only room that knows SQL: tables, transactions, and the queries of each table family.

May import `releases.model` and below. Open `engine.py` first, then `tables.py` and `outbox.py`.
"""
