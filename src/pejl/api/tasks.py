from django_tasks import task


@task()
def deliver_soon(delivery_id: int) -> None:
    from pejl.api.delivering import deliver

    deliver(delivery_id)
