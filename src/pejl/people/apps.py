from django.apps import AppConfig


class PeopleRoom(AppConfig):
    name = "pejl.people"
    label = "people"
