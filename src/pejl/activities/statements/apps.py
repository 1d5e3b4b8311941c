from django.apps import AppConfig


class StatementsRoom(AppConfig):
    name = "pejl.activities.statements"
    label = "statements"
