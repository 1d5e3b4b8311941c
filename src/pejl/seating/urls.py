from django.urls import path

from pejl.seating import pages, printing, sheets

ITEM = "days/<int:day_id>/groups/<int:slot_id>/"

urlpatterns = [
    path("days/<int:day_id>/groups/", pages.show_groups, name="groups"),
    path("days/<int:day_id>/groups/plan/", pages.plan, name="plan_groups"),
    path("days/<int:day_id>/groups/presence/", pages.keep_presence, name="presence"),
    path("days/<int:day_id>/groups/missing/", pages.leave_out, name="leave_out"),
    path("days/<int:day_id>/groups/unseated/", pages.take_in, name="take_in"),
    path("days/<int:day_id>/groups/undo/", pages.undo, name="undo_groups"),
    path("days/<int:day_id>/groups/rooms/", pages.keep_rooms, name="rooms"),
    path("days/<int:day_id>/groups/cards.pdf", printing.send_cards, name="table_cards"),
    path("days/<int:day_id>/groups/door.pdf", printing.send_door_list, name="door_list"),
    path(ITEM, pages.show_item, name="item_groups"),
    path(f"{ITEM}kind/", pages.keep_kind, name="keep_kind"),
    path(f"{ITEM}again/", pages.ask_again, name="ask_again"),
    path(f"{ITEM}move/", pages.move, name="move"),
    path(f"{ITEM}lock/", pages.lock, name="lock"),
    path(f"{ITEM}sheets.pdf", printing.send_sheets, name="sheets"),
    path("t/<str:token>/", sheets.show_sheet, name="sheet"),
    path("t/<str:token>/now", sheets.show_sheet_now, name="sheet_now"),
    path("t/<str:token>/answer", sheets.answer_sheet, name="sheet_answer"),
]
