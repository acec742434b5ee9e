"""Values to the text of other programs: iCalendar, CSV and Atom. All escaping lives here.

May import `model` and below. Equal input gives equal bytes: no clock is read, nothing is random.
Open `releases.py` for what a calendar shows of a release, `calendar.py` for how it is written.
"""
