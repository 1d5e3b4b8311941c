from django.apps import AppConfig


class FrontRoom(AppConfig):
    name = "pejl.front"
    label = "front"
