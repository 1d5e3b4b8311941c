from django.apps import AppConfig


class SheetsRoom(AppConfig):
    name = "pejl.sheets"
    label = "sheets"
