"""Where the video of an embedded frame is watched."""

import pytest

from bantin.markdown.videos import video, watched_at


@pytest.mark.parametrize(
    ("embedded", "page"),
    [
        ("https://www.youtube.com/embed/abcdefghijk?si=1", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("//www.youtube.com/embed/abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://www.youtube-nocookie.com/embed/abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://player.vimeo.com/video/12345?h=1", "https://vimeo.com/12345"),
        ("https://geo.dailymotion.com/player.html?video=x8abc12", "https://www.dailymotion.com/video/x8abc12"),
    ],
)
def test_frame_of_a_known_service(embedded: str, page: str) -> None:
    """The page of that very video, which a line of its own makes a card of."""
    assert watched_at(embedded) == page
    assert video(page, ()) is not None


@pytest.mark.parametrize(
    "embedded",
    [
        "https://www.youtube.com/embed/videoseries?list=PL1",
        "https://www.youtube.com/embed/",
        "https://x.vn/embed/1",
        "",
    ],
)
def test_other_frames(embedded: str) -> None:
    """A list of videos, a page of somebody else's."""
    assert watched_at(embedded) == ""
