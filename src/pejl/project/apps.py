from django.apps import AppConfig


class ProjectRoom(AppConfig):
    name = "pejl.project"
    label = "project"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from pejl.project.queries import watch_connection

        connection_created.connect(watch_connection)
