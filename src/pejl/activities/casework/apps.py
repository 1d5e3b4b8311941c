from django.apps import AppConfig


class CaseworkRoom(AppConfig):
    name = "pejl.activities.casework"
    label = "casework"
