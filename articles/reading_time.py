"""How long a text takes to read."""

import re

# Adults read non-fiction in English silently at 238 words a minute, by the mean of 190 studies: M. Brysbaert,
# “How many words do we read per minute?”, Journal of Memory and Language 109 (2019),
# https://doi.org/10.1016/j.jml.2019.104047.
WORDS_A_MINUTE = 238
WORD = re.compile(r"\w[\w’'-]*")


def words_in(texts):
    """How many words some plain texts have."""
    return sum(sum(1 for _word in WORD.finditer(text)) for text in texts)


def minutes_for(words):
    """The whole minutes that it takes to read so many, at 238 a minute; at least one."""
    return max(1, round(words / WORDS_A_MINUTE))
