"""How a British paper writes days and times: 13 September 2023, 21:36. Other languages keep Django's
formats.
"""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
TIME_FORMAT = "H:i"
