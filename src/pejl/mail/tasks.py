from django_tasks import task


@task()
def send_soon(message_id: int) -> None:
    from pejl.mail.sending import send

    send(message_id)
