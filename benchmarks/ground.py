"""A fresh folder with a day whose one item is an open poll, and phones that may answer it."""

PARTICIPANTS = 200
PHONES_EACH = 40  # a phone may send 60 at once, then 5 a second; so many phones stay below that


def make_day() -> tuple[int, list[str]]:
    """The open item's id and the phones' tokens. Needs Django set up and migrated."""
    from pejl.people.models import Organisation
    from pejl.rehearsal.stage import furnish, make_user

    organisation = Organisation.objects.create(name="Børn og Unge")
    stage = furnish(organisation, make_user(organisation), PARTICIPANTS, PHONES_EACH)
    return stage.slot, stage.tokens
