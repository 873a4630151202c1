"""How a Ukrainian paper writes days and times: 13 вересня 2023, 21:36. The rest is Django's."""

DATE_FORMAT = "j E Y"
DATETIME_FORMAT = "j E Y, H:i"
MONTH_DAY_FORMAT = "j E"
