"""What pictures take: a photo of 12 megapixels with all its variants, several of them over the pool, and drawn ones.

    python benchmarks/pictures.py

Seconds of processors, not of the clock, so that a busy machine gives the same figures; the median of five turns. The
photos are made here, of noise at several scales, which is as hard to press as leaves and crowds are.
"""

import io
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bantin.content import assets  # noqa: E402 -- found once the path is set
from bantin.content.file_facts import OURS, FileFacts, SocialCard  # noqa: E402
from bantin.imaging import social_card, variants  # noqa: E402
from benchmarks.measure import run  # noqa: E402

SIZE = (4032, 3024)
TURNS = 5
PHOTOS = 8


def photo(seed: int, size: tuple[int, int] = SIZE) -> Image.Image:
    """Noise at several scales."""
    chance = random.Random(seed)
    found = Image.new("RGB", size, "grey")
    for across, share in ((8, 0.6), (32, 0.4), (128, 0.3), (512, 0.2), (2016, 0.12)):
        down = across * size[1] // size[0]
        noise = Image.frombytes("RGB", (across, down), chance.randbytes(across * down * 3))
        found = Image.blend(found, noise.resize(size, Image.Resampling.BICUBIC), share)
    return found


def encoded(picture: Image.Image, kind: str) -> bytes:
    """A file as phones write it."""
    out = io.BytesIO()
    picture.save(out, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return out.getvalue()


def taken(work: Callable[[], object]) -> float:
    """Seconds of the processor, the median of several turns after one that does not count."""
    work()
    seconds: list[float] = []
    for _ in range(TURNS):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    return median(seconds)


def of_one(kind: str) -> None:
    """A photo alone: looked at, all variants from one decoding, each from its own."""
    data = encoded(photo(1), kind)

    def look() -> FileFacts:
        return variants.inspect(data, "a.jpg", "0" * 32, max_bytes=10**9, max_pixels=10**9)

    recipes = [variant.recipe for variant in assets._shown(look(), "", is_cover=True).variants]
    once = taken(lambda: variants.encode_all(data, recipes))
    each = taken(lambda: [variants.encode(data, recipe) for recipe in recipes])
    print(f"{kind}, {SIZE[0]} x {SIZE[1]}, {len(data) / 1e6:.1f} MB: looked at {taken(look):.3f} s,", end=" ")
    print(f"{len(recipes)} variants {once:.3f} s, one by one {each:.3f} s")


def of_portal() -> None:
    """Builds of a portal with several photos: by one process, by two, with nothing but the pictures kept."""
    with tempfile.TemporaryDirectory() as folder:
        portal = Path(folder)
        content = portal / "content" / "2026" / "03"
        content.mkdir(parents=True)
        config = "base_url: https://phuong.example\nlanguages: {vi: {name: Phường Mẫu}}\n"
        (portal / "config.yaml").write_text(f"{config}categories: [{{id: tin, vi: Tin}}]\n", encoding="utf-8")
        for number in range(PHOTOS):
            (content / f"a{number}.jpg").write_bytes(encoded(photo(number), "JPEG"))
            front = f"title: Bài {number}\ndate: 2026-03-0{number + 1}\ncategory: tin"
            cover = f"cover: {{image: a{number}.jpg, alt: Ảnh}}"
            (content / f"a{number}.md").write_text(f"---\n{front}\n{cover}\n---\n\nLời.\n", encoding="utf-8")
        words = [sys.executable, str(ROOT / "build.py"), "--project", folder, "--quiet"]
        for name, site, options in (
            ("one process", "one", ["--clean", "--jobs", "1"]),
            ("two processes", "two", ["--clean", "--jobs", "2"]),
            ("another folder, pictures kept", "three", []),
        ):
            wall, cpu, memory, _ = run([*words, "--output", str(portal / site), *options], {})
            print(f"{PHOTOS} photos, {name}: {cpu:.2f} s of processors, {wall:.2f} s, {memory / 1e6:.0f} MB")


def of_posters() -> None:
    """Drawn pictures, the first of a process and those after it."""
    posters = [
        SocialCard("Phường Mẫu", "Tin tức", f"Ra quân tổng vệ sinh môi trường lần thứ {at}", OURS) for at in range(9)
    ]
    sizes = [len(social_card.draw(poster)) for poster in posters]
    seconds = taken(lambda: [social_card.draw(poster) for poster in posters]) / len(posters)
    print(f"drawn preview picture: {seconds:.3f} s, {median(sizes) / 1000:.0f} kB")


if __name__ == "__main__":
    of_one("JPEG")
    of_one("PNG")
    of_posters()
    of_portal()
