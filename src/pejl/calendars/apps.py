from django.apps import AppConfig


class CalendarsRoom(AppConfig):
    name = "pejl.calendars"
    label = "calendars"
