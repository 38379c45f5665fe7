"""The page with the address and the QR code by which a phone in the same network opens the preview."""

from html import escape

from bantin.pages.frame import policy
from bantin.preview import qr
from bantin.preview.handlers import Guarded, Route
from bantin.preview.preview import Preview

ADDRESS = "_bantin/dien-thoai"
"""Of the page, on this computer."""


def routes(preview: Preview) -> list[Route]:
    """The page, if other devices may ask."""
    return [(f"/{ADDRESS}", PhonePage, {"preview": preview})] if preview.access.lan else []


class PhonePage(Guarded):
    """Shows the code to whoever sits here."""

    is_for_lan = False

    def get(self) -> None:
        preview, address = self.preview, self.preview.access.lan_address
        heading = preview.speaker.sentence("serve.lan-heading")
        text = preview.speaker.sentence("serve.lan-page")
        html = f"""<!doctype html>
<html lang="{preview.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(())}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(heading)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_bantin/preview.css">
</head>
<body class="bantin-phone">
<h1>{escape(heading)}</h1>
<p>{escape(text)}</p>
<div role="img" aria-label="QR: {escape(address)}">{qr.svg(qr.encode(address))}</div>
<p><code>{escape(address)}</code></p>
</body>
</html>
"""
        self.answer("index.html", html.encode())
