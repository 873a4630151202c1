"""How long a text takes to read."""

import re

# Adults read non-fiction in English silently at 238 words a minute, by the mean of 190 studies: M. Brysbaert,
# “How many words do we read per minute?”, Journal of Memory and Language 109 (2019),
# https://doi.org/10.1016/j.jml.2019.104047.
WORDS_A_MINUTE = 238
WORD = re.compile(r"\w[\w’'-]*")


def minutes_of(texts):
    """The whole minutes that it takes to read some plain texts, at 238 words a minute; at least one."""
    words = sum(sum(1 for _word in WORD.finditer(text)) for text in texts)
    return max(1, round(words / WORDS_A_MINUTE))
