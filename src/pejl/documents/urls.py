from django.urls import path

from pejl.documents import views

urlpatterns = [
    pattern
    for kind in views.WRITERS
    for pattern in (
        path(f"days/<int:day_id>/{kind}/", views.show_document, {"kind": kind}, name=kind),
        path(f"days/<int:day_id>/{kind}.pdf", views.send_pdf, {"kind": kind}, name=f"{kind}_pdf"),
        path(
            f"days/<int:day_id>/{kind}.docx", views.send_docx, {"kind": kind}, name=f"{kind}_docx"
        ),
    )
]
