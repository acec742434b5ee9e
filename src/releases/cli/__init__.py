"""The command line: words in, one use case called, a table or one JSON document out.

May import every other room, and does so inside functions, so that `--help` and `list` stay
quick. Open `main.py` first, then `world.py`; each other file is a group of commands.
"""
