"""Which characters no line of a foreign format may hold, whatever they are escaped with."""

import re

# C0 but for line breaks, DEL and C1, and halves of surrogate pairs, which no encoding carries.
UNFIT = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
BREAKS = re.compile(r"\r\n|[\r\n\u2028\u2029]")
