"""What the values in its contributions are called."""

from pejl.activities.dilemma.rules import STEPS, Config


def name_value(config: Config, field: str, value: str) -> str:
    if field == "dilemma":
        found = config.dilemmas[int(value)]
        return f"{found.title} (1: {found.a}, {STEPS}: {found.b})"
    if field == "decision":
        return config.decisions[int(value)]
    return ""
