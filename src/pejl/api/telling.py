"""What a hook is told, and how that is signed (Standard Webhooks,
https://www.standardwebhooks.com)."""

import base64
import datetime
import hmac
import secrets
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import Field

from pejl.api.schemas import about
from pejl.mail.posting import make_address

PREFIX = "whsec_"
ID, AT, SIGNED = "webhook-id", "webhook-timestamp", "webhook-signature"
TEST = "test"  # the event of a message that is only tried out


@about(gettext_noop("Numbers, and where to read the rest: no message holds names or answers."))
class Data(Schema):
    url: str = Field(description=gettext_noop("Where the API gives what it is about."))
    day_id: int | None = None
    item_id: int | None = None
    step_id: int | None = None


@about(gettext_noop("One message. It may come more than once: its webhook-id stays the same."))
class Told(Schema):
    type: str = Field(description=gettext_noop("What has happened."))
    timestamp: datetime.datetime = Field(description=gettext_noop("When Pejl saw it."))
    data: Data


def make_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode("ascii")


def make_key() -> str:
    return f"msg_{secrets.token_hex(16)}"


def sign(secret: str, key: str, at: int, body: str) -> str:
    """The scheme's v1: HMAC-SHA256 of the id, the seconds and the body."""
    held = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.digest(held, f"{key}.{at}.{body}".encode(), "sha256")
    return "v1," + base64.b64encode(digest).decode("ascii")


def find_url(day_id: int | None, item_id: int | None, step_id: int | None) -> str:
    if step_id is not None:
        path = reverse("api_step", args=[step_id])
    elif item_id is not None:
        path = reverse("api_result", args=[day_id, item_id])
    elif day_id is not None:
        path = reverse("api_day", args=[day_id])
    else:
        path = reverse("api_organisation")
    return make_address(path)


def write(event: str, at: datetime.datetime, **about: Any) -> str:
    """The message's body."""
    ids = {name: about.get(name) for name in ("day_id", "item_id", "step_id")}
    data = Data(url=find_url(**ids), **ids)
    return Told(type=event, timestamp=at, data=data).model_dump_json(exclude_none=True)
