"""What the values in its contributions are called."""

from pejl.activities.joint.rules import Config
from pejl.activities.joint.words import put_prompt, say_route, say_stance


def name_value(config: Config, field: str, value: str) -> str:
    if field == "route":
        return say_route(config, value)
    if field == "prompt":
        return put_prompt(config.prompts[int(value)])
    return say_stance(value) if field == "stance" else ""
