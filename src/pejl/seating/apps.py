from django.apps import AppConfig


class SeatingRoom(AppConfig):
    name = "pejl.seating"
    label = "seating"
