"""The ledger of public addresses: every address under which the portal ever gave a page or a file to its readers.

`data/addresses.txt` stands beside the content, one address a line, sorted, so that two editors' additions merge by
themselves (union). A build adds lines and takes none away:

    https://phuong.example             the portal's first base address, which the ids of its feeds begin with
    /2018/03/x/                        an address
    /2018/03/y/ = /2018/03/x/          the address of an article whose first one was another
    /chung/mau-don.docx không dùng nữa words behind an address: it was given up, and why

The words are for an editor to write. What became of an address that is no longer there is left to `lost_addresses`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bantin.problems import Place, Problem, warning

PATH = "data/addresses.txt"
"""From the project's folder."""
_HEAD = (
    "# Các địa chỉ mà cổng này đã công bố. Chương trình tự ghi thêm; hãy lưu tệp này vào git cùng với nội dung.",
    "# Địa chỉ nào bỏ hẳn thì viết lý do ngay sau nó, cách một dấu cách.",
    "# The addresses that this portal has published. The program adds to them; keep this file in git with the content.",
    "# Behind an address that is given up for good, write why, with a blank before it.",
)
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
"""Lines that git leaves where two versions met: in a list of addresses, both versions are right."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The public addresses of all builds so far, without their first slash."""

    base: str = ""
    """The `base_url` of the portal's first build; '' before it."""
    addresses: frozenset[str] = frozenset()
    first: Mapping[str, str] = field(default_factory=dict)
    """First address of each article that has moved, by its present address."""
    given_up: Mapping[str, str] = field(default_factory=dict)
    """The addresses that are gone on purpose, and why."""
    others: tuple[str, ...] = ()
    """Lines that an editor wrote for editors, or that nobody can read."""

    def first_of(self, address: str, aliases: Iterable[str]) -> str:
        """The first address of the article that stands at `address` and has the old addresses `aliases`. The first
        build that meets the article at `address` settles it: from then on no alias changes it.
        """
        if address in self.addresses:
            return self.first.get(address, address)
        old = tuple(aliases)
        known = next((alias for alias in old if alias in self.addresses), "")
        return self.first.get(known, known) or next(iter(old), address)

    def after(self, base: str, public: Iterable[str], first: Mapping[str, str]) -> "Ledger":
        """The ledger after a build of the portal at `base` that made these addresses public. `first`: the first address
        of each article that stands at another one.
        """
        there = frozenset(public)
        is_known = self.base and self.addresses >= there and self.first.items() >= first.items()
        if is_known and self.given_up.keys().isdisjoint(there):
            return self
        given_up = {address: why for address, why in self.given_up.items() if address not in there}
        return Ledger(self.base or base, self.addresses | there, {**first, **self.first}, given_up, self.others)

    def text(self) -> str:
        """The file."""
        with_words = self.given_up.keys() | self.first.keys()
        lines = [self._line(each) if each in with_words else f"/{each}" for each in sorted(self.addresses)]
        return "\n".join([*_HEAD, *self.others, self.base, *lines, ""])

    def _line(self, address: str) -> str:
        if address in self.given_up:
            return f"/{address} {self.given_up[address]}"
        return f"/{address} = /{self.first[address]}"


def parse(text: str) -> tuple[Ledger, tuple[Problem, ...]]:
    """The ledger in the text of its file, whatever the order of its lines; and which of them nobody can read."""
    bases: set[str] = set()
    addresses: set[str] = set()
    others: list[str] = []
    first: dict[str, str] = {}
    given_up: dict[str, str] = {}
    problems: list[Problem] = []
    lines = text.split("\n")
    plain = [line for line in lines if line[:1] == "/"]
    if "\n".join(plain).split() == plain:  # no words behind an address, as nearly always
        addresses.update([line[1:] for line in plain])
        lines = [line for line in lines if line[:1] != "/"]
    for line in lines:
        written, _, rest = line.strip().partition(" ")
        if not written or written.startswith(_MARKERS) or line in _HEAD:
            continue
        if written.startswith(("https://", "http://")):
            bases.add(written)
        elif not written.startswith("/"):
            others.append(line)
            if not written.startswith("#"):
                problems.append(warning("ledger-line", Place(PATH), line=line.strip()))
        else:
            address, rest = written[1:], rest.strip()
            addresses.add(address)
            if rest.startswith("= /"):
                first.setdefault(address, rest[3:])
            elif rest:
                given_up.setdefault(address, rest)
    return Ledger(min(bases, default=""), frozenset(addresses), first, given_up, tuple(others)), tuple(problems)
