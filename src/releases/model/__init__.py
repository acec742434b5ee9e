"""Values and rules: what a release is, which date holds, what is owed to whom and when.

No clock, database, network or file is touched here: `now` is always an argument.
May import only `releases.errors`. Open `plan.py` first, then `due.py` and `dates.py`.
"""
