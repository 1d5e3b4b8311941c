from django.apps import AppConfig


class DocumentsRoom(AppConfig):
    name = "pejl.documents"
    label = "documents"
