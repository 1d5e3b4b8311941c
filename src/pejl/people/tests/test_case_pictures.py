"""What comes in as a picture goes out as a small JPEG that holds nothing else, or not at all."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pejl.people.case_pictures import (
    LARGEST_SIDE,
    MOST_BYTES,
    MOST_UPLOADED,
    PictureFault,
    redraw,
)


def make_file(size=(40, 30), kind="PNG", mode="RGB", colour="red", **options):
    file = BytesIO()
    Image.new(mode, size, colour).save(file, kind, **options)
    return file.getvalue()


def read(data):
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_kind_becomes_a_jpeg(kind):
    drawn = redraw(make_file(kind=kind))
    assert (read(drawn.data).format, drawn.width, drawn.height) == ("JPEG", 40, 30)


def test_nothing_else_of_the_file_is_kept():
    exif = Image.Exif()
    exif[0x010F], exif[0x9C9C] = "Kamera", "hemmelig".encode("utf-16-le")
    exif.get_ifd(0x8825)[1] = "N"
    data = make_file(kind="JPEG", exif=exif, comment=b"af Grete", icc_profile=b"profil" * 40)
    assert b"Kamera" in data
    found = read(redraw(data).data)
    assert set(found.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not found.getexif()


def test_a_picture_held_sideways_is_turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn = redraw(make_file((40, 30), "JPEG", exif=exif))
    assert (drawn.width, drawn.height) == (30, 40)


def test_what_one_sees_through_is_white():
    drawn = redraw(make_file(mode="RGBA", colour=(0, 0, 0, 0)))
    assert read(drawn.data).getpixel((5, 5)) == (255, 255, 255)


def test_a_large_and_restless_picture_is_made_small():
    noise = Image.effect_noise((3000, 2000), 120).convert("RGB")
    file = BytesIO()
    noise.save(file, "JPEG", quality=80)
    drawn = redraw(file.getvalue())
    assert max(drawn.width, drawn.height) <= LARGEST_SIDE
    assert len(drawn.data) <= MOST_BYTES


def make_bomb(width, height):
    """A PNG of a few bytes that says it is so large."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [6400, 12_000, 50_000])
def test_a_bomb_is_refused_by_its_size_before_it_is_read(side):
    with pytest.raises(PictureFault, match="40 millioner pixels"):
        redraw(make_bomb(side, side))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", SVG, b"%PDF-1.7", make_file()[:60], make_file(kind="TIFF"), b"\xff\xd8"],
)
def test_what_is_no_picture_of_ours_is_refused(data):
    with pytest.raises(PictureFault, match="ikke læse filen som et billede"):
        redraw(data)


def test_too_many_bytes_are_refused():
    with pytest.raises(PictureFault, match="10 MB"):
        redraw(b"\0" * (MOST_UPLOADED + 1))


@settings(max_examples=60)
@given(st.integers(0, 200), st.binary(min_size=1, max_size=12))
def test_a_spoilt_file_is_a_picture_or_refused(at, spoilt):
    data = make_file(kind="PNG")
    try:
        drawn = redraw(data[:at] + spoilt + data[at + len(spoilt) :])
    except PictureFault:
        return
    assert read(drawn.data).size == (drawn.width, drawn.height)
