"""Pictures: how large they are before they are opened, and a copy that tells nothing of where and by whom it was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from services.intake.attachments.hostile import NotTakenError

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 4096  # pixels of the copy; enough to read a page of A4
QUALITY = 88
ORIENTATION = 0x0112


def opened(file: BinaryIO, pixels: int) -> Image:
    """A picture whose head was read and nothing else; raises NotTakenError if it is too wide or no picture."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # our own bound below, which is told in words
    file.seek(0)
    try:
        picture = Image.open(file, formats=["JPEG", "PNG", "MPO"])
    except (OSError, SyntaxError, ValueError, TypeError):
        raise NotTakenError("PICTURE_BROKEN") from None
    width, height = picture.size
    if width * height > pixels:
        raise NotTakenError("PICTURE_TOO_WIDE", width=width, height=height)
    return picture


def without_traces(file: BinaryIO, into: BinaryIO, pixels: int) -> None:
    """Write a copy for everybody outside the office: the same picture, turned the same way, without place, time, device,
    name or hidden bytes; it is painted anew, so nothing that stood beside the pixels can come along."""
    with opened(file, pixels) as picture:
        try:
            turned = picture.getexif().get(ORIENTATION)
            picture.draft(
                None, (LONGEST_SIDE, LONGEST_SIDE)
            )  # a JPEG is read smaller where it is larger than that
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            plain = picture if picture.mode in ("RGB", "L", "RGBA", "LA", "P") else picture.convert("RGB")
            exif = type(picture.getexif())()
            if turned in range(2, 9):
                exif[ORIENTATION] = turned
            if picture.format == "PNG":
                plain.info.clear()
                plain.save(into, "PNG", exif=exif)
            else:
                plain.convert("RGB").save(into, "JPEG", quality=QUALITY, exif=exif)
        except (OSError, SyntaxError, ValueError, EOFError):
            raise NotTakenError("PICTURE_BROKEN") from None
