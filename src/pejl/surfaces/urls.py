from django.urls import path

from pejl.surfaces import (
    cards,
    console,
    join,
    oversight,
    phone,
    pictures,
    previews,
    rounds,
    screen,
)

urlpatterns = [
    path("j/", join.join, name="join"),
    path("j/<slug:code>/", join.join_day, name="join_day"),
    path("l/<str:link>/", join.follow_link, name="link"),
    path("p/", phone.show_phone, name="phone"),
    path("p/worker.js", phone.give_worker, name="worker"),
    path("p/now", phone.show_now, name="phone_now"),
    path("p/beside/<int:slot_id>/", phone.go_beside, name="go_beside"),
    path("p/round/<int:slot_id>/", phone.show_round, name="phone_round"),
    path("p/round/<int:slot_id>/now", phone.show_round_now, name="phone_round_now"),
    path(
        "p/round/<int:slot_id>/certificate/",
        oversight.show_own_certificate,
        name="own_certificate",
    ),
    path("p/knock/<int:knock>/", join.answer_knock, name="answer_knock"),
    path("p/leave/", join.leave, name="leave"),
    path("s/<str:key>/", screen.show_screen, name="screen"),
    path("s/<str:key>/now", screen.show_screen_now, name="screen_now"),
    path(
        "s/<str:key>/pictures/<slug:picture>/", pictures.show_screen_picture, name="screen_picture"
    ),
    path("pictures/<slug:key>/", pictures.show_picture, name="picture"),
    path("days/<int:day_id>/console/", console.show_console, name="console"),
    path("days/<int:day_id>/console/now", console.show_console_now, name="console_now"),
    path("days/<int:day_id>/console/step", console.take_step, name="step"),
    path("days/<int:day_id>/console/admit/<int:phone_id>/", console.admit, name="admit"),
    path("days/<int:day_id>/console/rehearse/", console.rehearse, name="rehearse"),
    path(
        "days/<int:day_id>/console/contribute/<int:slot_id>/",
        console.contribute,
        name="console_contribute",
    ),
    path(
        "days/<int:day_id>/slots/<int:slot_id>/phone/", previews.preview_phone, name="preview_phone"
    ),
    path(
        "days/<int:day_id>/slots/<int:slot_id>/screen/",
        previews.preview_screen,
        name="preview_screen",
    ),
    path("days/<int:day_id>/rounds/", rounds.show_rounds, name="rounds"),
    path("days/<int:day_id>/rounds/<int:slot_id>/", rounds.change_round, name="change_round"),
    path("feedback/", oversight.show_answers, name="answers"),
    path(
        "days/<int:day_id>/slots/<int:slot_id>/certificate/",
        oversight.show_certificate,
        name="certificate",
    ),
    path("days/<int:day_id>/cards/", cards.show_cards, name="cards"),
    path(
        "days/<int:day_id>/cards/<int:attendance_id>/exchange/",
        cards.exchange,
        name="exchange_link",
    ),
]
