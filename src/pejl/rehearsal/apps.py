from django.apps import AppConfig


class RehearsalRoom(AppConfig):
    name = "pejl.rehearsal"
    label = "rehearsal"
