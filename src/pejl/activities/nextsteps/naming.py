"""What the values in its contributions are called."""

from pejl.activities.nextsteps.config import Config
from pejl.activities.nextsteps.words import name_climb


def name_value(config: Config, field: str, value: str) -> str:
    if field in ("owner", "support", "partners"):
        return next(one.name for one in config.people if one.id == value)
    return name_climb(value) if field == "climb" else ""
