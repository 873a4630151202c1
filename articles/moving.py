"""What has moved when things stand in another order."""

from bisect import bisect_left


def longest_rise(numbers):
    """The most of the numbers that stand in rising order, as a set: what need not have moved for the order to
    be as it is.
    """
    ends, chains = [], []
    for number in numbers:
        place = bisect_left(ends, number)
        chain = (number, chains[place - 1] if place else None)
        ends[place : place + 1], chains[place : place + 1] = [number], [chain]
    rise, chain = set(), chains[-1] if chains else None
    while chain:
        number, chain = chain
        rise.add(number)
    return rise


def order_of_both(old, new, settled):
    """All keys in their new order; those that are gone behind what stood before them and has not moved."""
    behind, before = {}, None
    for key in old:
        if key in settled:
            before = key
        elif key not in new:
            behind.setdefault(before, []).append(key)
    return [key for start in [None, *new] for key in [start, *behind.get(start, ())] if key is not None]
