"""What people type in the place of a command, an option or a word of this program: in Vietnamese, or as elsewhere.

None of it is understood, as it may mean something else to others; it is answered with the word that was meant.
"""

from collections.abc import Collection

from bantin.text import fold

_COMMANDS = {
    "build": "dung, dung trang, xay, xay dung, xuat ban, dang, dang bai, publish, deploy, make, compile, export",
    "serve": "xem, xem thu, chay, preview, server, start, run, watch, dev, mo",
    "check": "kiem, kiem tra, soat, ra soat, loi, lint, validate, verify, fix, sua, status",
    "list": "liet ke, danh sach, ds, ke, ls, bai",
    "where": "o dau, dau, tim, find, which, show",
    "new": "moi, bai moi, tao, tao bai, viet, viet bai, soan, soan bai, them, add, create, translate, dich",
    "review": "gui duyet, xin duyet, trinh",
    "approve": "duyet, phe duyet, dong y",
    "import": "nhap bai, chuyen, lay bai",
    "init": "khoi tao, cong moi, tao cong, setup, install, start project",
    "doctor": "phien ban, bac si, thong tin, version, info, env",
    "test": "thu, kiem thu, tests",
}
_OPTIONS = {
    "--drafts": "nhap, ban nhap, ca nhap, d",
    "--lang": "ngon ngu, tieng, language, l",
    "--project": "thu muc, cong, folder, dir, p, C",
    "--output": "ra, xuat, ket qua, out, o, dest",
    "--quiet": "im, im lang, silent, q",
    "--verbose": "chi tiet, day du, het, all, v, details",
    "--port": "cong, cong mang, p",
    "--lan-devices": "mang, lan, host, dien thoai, phone",
    "--fix": "sua, chua, repair",
    "--yes": "co, dong y, y, force",
    "--strict": "nghiem, chat, werror",
    "--online": "mang, truc tuyen, links",
    "--clean": "sach, lam lai, force, fresh, rebuild",
    "--category": "chuyen muc, muc, c",
    "--translate": "dich, ban dich, t",
    "--by": "boi, nguoi duyet, ten",
    "--help": "tro giup, giup, huong dan, ?",
    "--version": "phien ban, v",
}
_KINDS = {
    "drafts": "nhap, ban nhap, draft, nhap bai",
    "unapproved": "cho duyet, chua duyet, duyet, pending, approved",
    "scheduled": "hen, hen gio, cho dang, sap dang, future",
    "featured": "noi bat, tin noi bat, pinned",
    "translation": "dich, cho dich, chua dich, ban dich, untranslated",
    "expired": "het han, qua han, cu, old",
}


def _plain(words: str) -> str:
    return fold(words).strip("-– —?").replace("-", " ").replace("_", " ")


def command_meant(words: tuple[str, ...]) -> tuple[str, int]:
    """The command that the first words say in other words, and how many of them do; ('', 0) if none."""
    for many in (2, 1):
        if len(words) >= many and (found := _meant(" ".join(words[:many]), _COMMANDS, _COMMANDS)):
            return found, many
    glued = _plain(words[0]).replace(" ", "") if words else ""
    for name, said in _COMMANDS.items():
        if glued and glued in (each.replace(" ", "") for each in said.split(", ")):
            return name, 1
    return "", 0


def option_meant(option: str, known: Collection[str]) -> str:
    """The one of the `known` options that this one says in other words; '' if none."""
    return _meant(option, _OPTIONS, known)


def value_meant(value: str, known: Collection[str]) -> str:
    """The one of the `known` values that this one says in other words; '' if none."""
    return _meant(value, _KINDS, known)


def _meant(words: str, table: dict[str, str], known: Collection[str]) -> str:
    plain = _plain(words)
    return next((name for name, said in table.items() if name in known and plain in said.split(", ")), "")
