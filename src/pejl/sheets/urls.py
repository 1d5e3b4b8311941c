from django.urls import path

from pejl.sheets import views

urlpatterns = [
    path("days/<int:day_id>/numbers/", views.show_sheets, name="spreadsheets"),
    *(
        pattern
        for ending in views.WRITERS
        for pattern in (
            path(
                f"days/<int:day_id>/numbers.{ending}",
                views.send_day,
                {"ending": ending},
                name=f"numbers_{ending}",
            ),
            path(
                f"followup/steps.{ending}",
                views.send_steps,
                {"ending": ending},
                name=f"steps_{ending}",
            ),
        )
    ),
]
