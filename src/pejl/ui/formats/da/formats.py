"""How Danish writes dates and times of day."""

DATE_FORMAT = "j. F Y"
MONTH_DAY_FORMAT = "j. F"
SHORT_DATE_FORMAT = "j. b Y"
TIME_FORMAT = "H.i"
DATETIME_FORMAT = "j. F Y, H.i"
SHORT_DATETIME_FORMAT = "j. b Y H.i"
