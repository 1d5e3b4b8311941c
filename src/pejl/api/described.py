"""The API's own description (OpenAPI 3.1), as it really answers."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from ninja import NinjaAPI
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema

from pejl.api.models import Event
from pejl.api.problems import PROBLEM
from pejl.api.telling import AT, ID, SIGNED, Told


class DescribedAPI(NinjaAPI):
    """Problems are said to be what they are, and what hooks are told stands beside."""

    def get_openapi_schema(self, **_where: Any) -> OpenAPISchema:
        return self.schema

    @cached_property
    def schema(self) -> OpenAPISchema:
        prefix = reverse("api_organisation").removesuffix("organisation")
        made = super().get_openapi_schema(path_prefix=prefix)
        for methods in made["paths"].values():
            for operation in methods.values():
                for status, said in operation["responses"].items():
                    if status >= 400:
                        said["content"] = {PROBLEM: said["content"].pop("application/json")}
        told = Told.model_json_schema(ref_template=REF_TEMPLATE)
        made["components"]["schemas"] |= {**told.pop("$defs"), "Told": told}
        made["webhooks"] = {event.value: describe_event(event) for event in Event}
        return made


def describe_event(event: Event) -> dict[str, Any]:
    shape = {"schema": {"$ref": "#/components/schemas/Told"}}
    return {
        "post": {
            "summary": event.value,
            "parameters": [
                {"in": "header", "name": name, "required": True, "schema": {"type": "string"}}
                for name in (ID, AT, SIGNED)
            ],
            "requestBody": {"content": {"application/json": shape}, "required": True},
            "responses": {"2XX": {"description": "Taken. Anything else is tried again."}},
        }
    }
