from django.apps import AppConfig


class SurfacesRoom(AppConfig):
    name = "pejl.surfaces"
    label = "surfaces"
