from django.apps import AppConfig


class UiRoom(AppConfig):
    name = "pejl.ui"
    label = "ui"
