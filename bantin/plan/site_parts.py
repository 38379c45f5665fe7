"""All that a site is planned from."""

import datetime
from typing import NamedTuple

from bantin.content.assets import AssetManifest
from bantin.content.ledger import Ledger
from bantin.content.leniency import Leniency
from bantin.content.model import Library
from bantin.content.organisation import Organisation
from bantin.plan.routes import Routes
from bantin.theme.theme import Theme


class SiteParts(NamedTuple):
    """All that a site is planned from."""

    library: Library
    asset_manifest: AssetManifest
    theme: Theme
    organisation: Organisation | None
    zone: datetime.tzinfo
    ledger: Ledger
    """The public addresses of all builds before."""
    leniency: Leniency
    reload: str
    """Preview only: the address of the reload script."""
    has_drafts: bool = False
    """A trial, built with what is not published: never to be put online."""
    last_routes: Routes | None = None
    """Those of a site whose pages stand at the same addresses, where there is one."""
