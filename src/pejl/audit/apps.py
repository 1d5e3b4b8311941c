from django.apps import AppConfig


class AuditRoom(AppConfig):
    name = "pejl.audit"
    label = "audit"
    doctor = ("pejl.audit.doctor.check_trail",)

    def ready(self) -> None:
        from pejl.audit import noting  # noqa: F401 - hears of what is shown from now on
