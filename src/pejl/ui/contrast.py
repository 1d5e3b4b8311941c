"""How far two colours stand apart to the eye, as WCAG 2.2 counts it. Colours are "#rrggbb"."""

Linear = tuple[float, float, float]

RED, GREEN, BLUE = 0.2126, 0.7152, 0.0722


def read_linear(colour: str) -> Linear:
    """The light in each channel, 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return lighten(red), lighten(green), lighten(blue)


def lighten(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4


def measure_light(colour: str) -> float:
    """The relative luminance: 0 is black, 1 white."""
    red, green, blue = read_linear(colour)
    return RED * red + GREEN * green + BLUE * blue


def contrast(one: str, other: str) -> float:
    """From 1 (alike) to 21 (black on white)."""
    dark, light = sorted((measure_light(one), measure_light(other)))
    return (light + 0.05) / (dark + 0.05)


def darken(colour: str, most: float) -> str:
    """The colour itself, or the same hue with no more light than `most`."""
    light = measure_light(colour)
    if light <= most:
        return colour
    return "#" + "".join(write_level(level * most / light) for level in read_linear(colour))


def write_level(light: float) -> str:
    """Rounded down, so that no channel gets more light than asked for."""
    level = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return f"{int(level * 255):02x}"


def mix(colour: str, other: str, share: float) -> str:
    """The colour with a share of the other in it."""
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)
