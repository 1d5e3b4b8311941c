from django.apps import AppConfig


class ProjectRoom(AppConfig):
    name = "pejl.project"
    label = "project"
