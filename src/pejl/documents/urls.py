from django.urls import path

from pejl.documents import views

urlpatterns = [
    path("days/<int:day_id>/plan/", views.show_plan, name="plan"),
    path("days/<int:day_id>/plan.pdf", views.send_pdf, name="plan_pdf"),
    path("days/<int:day_id>/plan.docx", views.send_docx, name="plan_docx"),
]
