"""Random lives of the real rules, the real store and the real dispatcher, on a virtual clock.

One seed is one life, and the same seed is the same life: people add, move, cancel and follow,
channels fail in every way, daemons crash between any two steps, sleep for days and wake beside
others, the clock jumps. After every step the invariants are checked. `life.py` lives, `law.py`
judges from the outside: from what arrived, and from the rows.
"""
