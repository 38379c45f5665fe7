"""File type detection: the kind of picture by its magic bytes, regardless of the file's name."""

from bantin.imaging import svg

_BMP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
"""Possible sizes of a BMP's second header, which tell it from text that begins with BM."""
_AVIF = frozenset({b"avif", b"avis"})
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})


def kind_of(data: bytes) -> str:
    """'jpeg', 'png', 'gif', 'webp', 'svg', 'bmp', 'tiff', 'avif' or 'heic'; '' for anything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "tiff"
    if data.startswith(b"BM") and int.from_bytes(data[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    if data[4:8] == b"ftyp":
        brands = _brands(data)
        return "avif" if brands & _AVIF else "heic" if brands & _HEIC else ""
    return "svg" if svg.is_svg(data) else ""


def _brands(data: bytes) -> set[bytes]:
    """Brands of an ISO base media file (ISO 14496-12, box `ftyp`)."""
    end = min(int.from_bytes(data[:4], "big"), 256)
    return {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}


def is_other(data: bytes) -> bool:
    """Whether it is a picture or film of an unsupported kind: PSD, JPEG 2000, MOV."""
    return data[4:8] in (b"ftyp", b"jP  ") or data.startswith(b"8BPS")
