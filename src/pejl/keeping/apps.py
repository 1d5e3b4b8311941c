from django.apps import AppConfig


class KeepingRoom(AppConfig):
    name = "pejl.keeping"
    label = "keeping"
    jobs = ("pejl.keeping.calendar.keep_time",)
