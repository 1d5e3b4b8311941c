"""What the values in its contributions are called."""

from pejl.activities.feedback.rules import Config
from pejl.activities.feedback.words import (
    explain_time,
    name_purpose,
    put_prompt,
    say_route,
    say_stance,
    say_way,
)


def name_value(config: Config, field: str, value: str) -> str:
    if field == "route":
        return say_route(config, value)
    if field in ("prompt", "texts", "most"):
        return put_prompt(config, config.prompts[int(value)])
    words = {"purpose": name_purpose, "time": explain_time, "stance": say_stance, "way": say_way}
    return words[field](value) if field in words else ""
