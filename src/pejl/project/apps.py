from django.apps import AppConfig


class ProjectRoom(AppConfig):
    name = "pejl.project"
    label = "project"

    def ready(self) -> None:
        from django.core.signals import got_request_exception
        from django.db.backends.signals import connection_created

        from pejl.project.errors import note_fault
        from pejl.project.queries import watch_connection

        connection_created.connect(watch_connection)
        got_request_exception.connect(note_fault)
