from django.apps import AppConfig


class ReflectingRoom(AppConfig):
    name = "pejl.activities.reflecting"
    label = "reflecting"
