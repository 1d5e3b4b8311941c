from django.apps import AppConfig


class AccountsRoom(AppConfig):
    name = "pejl.accounts"
    label = "accounts"

    def ready(self) -> None:
        from pejl.accounts import factors  # noqa: F401 - hears of who signs in
