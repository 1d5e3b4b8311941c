from django.apps import AppConfig


class ProjectRoom(AppConfig):
    name = "pejl.project"
    label = "project"
    doctor = (
        "pejl.project.doctor.program.check_versions",
        "pejl.project.doctor.program.check_settings",
        "pejl.project.doctor.program.check_static_files",
        "pejl.project.doctor.folder.check_folder",
        "pejl.project.doctor.database.check_database",
        "pejl.project.doctor.news.check_hub",
        "pejl.project.doctor.post.check_mail_server",
        "pejl.project.doctor.work.check_zone",
        "pejl.project.doctor.work.check_work",
        "pejl.project.doctor.address.check_address",
    )

    def ready(self) -> None:
        from django.core.signals import got_request_exception
        from django.db.backends.signals import connection_created

        from pejl.project.errors import note_fault
        from pejl.project.queries import watch_connection

        connection_created.connect(watch_connection)
        got_request_exception.connect(note_fault)
