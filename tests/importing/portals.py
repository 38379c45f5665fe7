"""Pages of portals as browsers save them, each kind around the same text."""

from collections.abc import Callable, Sequence
from html import escape

MENU = "".join(
    f'<li><a href="/{name}.aspx">{name}</a></li>'
    for name in ("Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Liên hệ")
)
OTHERS = "".join(
    f'<li><a href="/tin/{number}.aspx">Tin khác số {number} của phường trong tháng vừa qua</a> (0{number}/02/2018)</li>'
    for number in range(1, 6)
)
FOOTER = "<p>Cơ quan chủ quản: UBND phường Hoa Sữa. Điện thoại: 024.38750000</p><p>Lượt truy cập: 1.234.567</p>"
SCRIPT = "<script>var a = 'chữ trong mã lệnh';</script><style>p { color: red }</style>"


def paragraphs(lines: Sequence[str]) -> str:
    """A paragraph for each line that is not blank."""
    return "\n".join(f"<p>{escape(line.strip())}</p>" for line in lines if line.strip())


def of_divs(head: Sequence[str], body: Sequence[str], title: str) -> str:
    """A portal of the last years, which names its parts."""
    above = "\n".join(
        f"<h1 class='title'>{escape(line)}</h1>" if title in line else f"<div class='info'>{escape(line)}</div>"
        for line in head
        if line.strip()
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{escape(title)} | Phường Hoa Sữa</title>"
        f"{SCRIPT}</head><body><div id='menu'><ul>{MENU}</ul></div><div class='wrap'><div class='detail'>{above}"
        f"<div class='share'><a href='javascript:void(0)'>In bài viết</a> <a href='#'>Facebook</a></div>"
        f"<div class='content-detail'>{paragraphs(body)}</div>"
        f"<div class='other'><h3>Các tin khác</h3><ul>{OTHERS}</ul></div></div></div>"
        f"<div id='footer'>{FOOTER}</div></body></html>"
    )


def of_tables(head: Sequence[str], body: Sequence[str], title: str) -> str:
    """An old portal: tables within tables, everything in capitals, no name for anything."""
    rows = "".join(f"<TR><TD><font size=2>{escape(line)}</font></TD></TR>" for line in head if line.strip())
    return (
        f"<HTML><HEAD><META http-equiv=Content-Type content='text/html; charset=utf-8'>"
        f"<TITLE>Cổng thông tin phường</TITLE></HEAD><BODY>"
        f"<TABLE width=100%><TR><TD colspan=2><TABLE><TR><TD><UL>{MENU}</UL></TD></TR></TABLE></TD></TR>"
        f"<TR><TD width=70%><TABLE>{rows}<TR><TD>{paragraphs(body)}</TD></TR></TABLE></TD>"
        f"<TD><TABLE><TR><TD>Tin đọc nhiều</TD></TR><TR><TD><UL>{OTHERS}</UL></TD></TR></TABLE></TD></TR>"
        f"<TR><TD colspan=2>{FOOTER}</TD></TR></TABLE></BODY></HTML>"
    )


def of_frames(head: Sequence[str], body: Sequence[str], title: str) -> str:
    """A portal whose frame is known by its name, the text in line breaks instead of paragraphs."""
    above = "".join(f"<div>{escape(line)}</div>" for line in head if line.strip())
    text = "<br><br>\n".join(escape(line.strip()) for line in body if line.strip())
    return (
        f"<html><head><meta property='og:title' content='{escape(title)}'></head><body><nav><ul>{MENU}</ul></nav>"
        f"<article class='journal-content-article'>{above}<span>{text}</span></article>"
        f"<aside><h4>Tin mới</h4><ul>{OTHERS}</ul></aside><footer>{FOOTER}</footer></body></html>"
    )


def of_nothing(head: Sequence[str], body: Sequence[str], title: str) -> str:
    """A piece of a page, such as the clipboard holds."""
    return f"<div>{paragraphs(head)}{paragraphs(body)}</div>"


PORTALS: tuple[Callable[[Sequence[str], Sequence[str], str], str], ...] = (of_divs, of_tables, of_frames, of_nothing)
