from django.apps import AppConfig


class InterchangeRoom(AppConfig):
    name = "pejl.interchange"
    label = "interchange"
