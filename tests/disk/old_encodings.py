"""What texts in the old encodings of Vietnamese looked like, written from the side of those who typed them."""

import unicodedata

from bantin.text import nfc

ARTICLE = """Phường tổ chức ra quân vệ sinh môi trường

Sáng nay, đông đảo cán bộ, đoàn viên và nhân dân các tổ dân phố đã tham gia quét dọn đường làng, ngõ xóm,
khơi thông cống rãnh, thu gom rác thải; nhiều hộ gia đình ký cam kết giữ gìn vệ sinh chung.

- Mỗi gia đình tự giác phân loại rác ngay tại nhà, để đúng nơi, đúng giờ quy định.
- Các chi hội phụ nữ kiểm tra, nhắc nhở những trường hợp còn vi phạm; thưởng điểm cho tổ làm tốt.
"""
TONES = "\u0301\u0300\u0309\u0303\u0323"
LETTERS = [nfc(vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *TONES)] + ["đ"]

# What these encodings looked like, written here from the side of those who typed them.

TCVN3_TABLE = """
á=B8 à=B5 ả=B6 ã=B7 ạ=B9 ă=A8 ắ=BE ằ=BB ẳ=BC ẵ=BD ặ=C6 â=A9 ấ=CA ầ=C7 ẩ=C8 ẫ=C9 ậ=CB
é=D0 è=CC ẻ=CE ẽ=CF ẹ=D1 ê=AA ế=D5 ề=D2 ể=D3 ễ=D4 ệ=D6 í=DD ì=D7 ỉ=D8 ĩ=DC ị=DE
ó=E3 ò=DF ỏ=E1 õ=E2 ọ=E4 ô=AB ố=E8 ồ=E5 ổ=E6 ỗ=E7 ộ=E9 ơ=AC ớ=ED ờ=EA ở=EB ỡ=EC ợ=EE
ú=F3 ù=EF ủ=F1 ũ=F2 ụ=F4 ư=AD ứ=F8 ừ=F5 ử=F6 ữ=F7 ự=F9 ý=FD ỳ=FA ỷ=FB ỹ=FC ỵ=FE
đ=AE Ă=A1 Â=A2 Ê=A3 Ô=A4 Ơ=A5 Ư=A6 Đ=A7
"""
TCVN3 = {entry[0]: entry[2:] for entry in TCVN3_TABLE.split()}


def in_tcvn3(text: str) -> bytes:
    """In the letters of .VnTime; its capitals with tones do not exist, so the small ones stand for them."""
    codes = (TCVN3.get(letter) or TCVN3.get(letter.lower()) or f"{ord(letter):02x}" for letter in text)
    return bytes.fromhex("".join(codes))


VISCII_TABLE = """
à=E0 á=E1 ả=E4 ã=E3 ạ=D5 ă=E5 ằ=A2 ắ=A1 ẳ=C6 ẵ=C7 ặ=A3 â=E2 ầ=A5 ấ=A4 ẩ=A6 ẫ=E7 ậ=A7 è=E8 é=E9 ẻ=EB ẽ=A8 ẹ=A9 ê=EA
ề=AB ế=AA ể=AC ễ=AD ệ=AE ì=EC í=ED ỉ=EF ĩ=EE ị=B8 ò=F2 ó=F3 ỏ=F6 õ=F5 ọ=F7 ô=F4 ồ=B0 ố=AF ổ=B1 ỗ=B2 ộ=B5 ơ=BD ờ=B6
ớ=BE ở=B7 ỡ=DE ợ=FE ù=F9 ú=FA ủ=FC ũ=FB ụ=F8 ư=DF ừ=D7 ứ=D1 ử=D8 ữ=E6 ự=F1 ỳ=CF ý=FD ỷ=D6 ỹ=DB ỵ=DC đ=F0 À=C0 Á=C1
Ả=C4 Ã=C3 Ạ=80 Ă=C5 Ằ=82 Ắ=81 Ặ=83 Â=C2 Ầ=85 Ấ=84 Ẩ=86 Ậ=87 È=C8 É=C9 Ẻ=CB Ẽ=88 Ẹ=89 Ê=CA Ề=8B Ế=8A Ể=8C Ễ=8D Ệ=8E
Ì=CC Í=CD Ỉ=9B Ĩ=CE Ị=98 Ò=D2 Ó=D3 Ỏ=99 Õ=A0 Ọ=9A Ô=D4 Ồ=90 Ố=8F Ổ=91 Ỗ=92 Ộ=93 Ơ=B4 Ờ=96 Ớ=95 Ở=97 Ỡ=B3 Ợ=94 Ù=D9
Ú=DA Ủ=9C Ũ=9D Ụ=9E Ư=BF Ừ=BB Ứ=BA Ử=BC Ữ=FF Ự=B9 Ỳ=9F Ý=DD Đ=D0
"""
VISCII = {entry[0]: entry[2:] for entry in VISCII_TABLE.split()}


def in_viscii(text: str) -> bytes:
    """Each letter a byte; six capitals that stand among the control characters are left out here."""
    return bytes.fromhex("".join(VISCII.get(letter) or f"{ord(letter):02x}" for letter in text))


def in_vni(text: str) -> bytes:
    """In the letters of VNI-Times: a letter and a mark, but single letters for i, ơ, ư, ỵ and đ."""
    tones, marks = "\u0301\u0300\u0309\u0303\u0323", {"": "ùøûõï", "\u0302": "áàåãä", "\u0306": "éèúüë"}
    single = dict(zip("ơưđỵíìỉĩịƠƯĐỴÍÌỈĨỊ", "ôöñîíìæóòÔÖÑÎÍÌÆÓÒ", strict=True))
    written = ""
    for letter in text:
        base, *rest = list(unicodedata.normalize("NFD", letter))
        tone = next((mark for mark in rest if mark in tones), "")
        shape = next((mark for mark in rest if mark in marks), "")
        if letter in single or not rest:
            written += single.get(letter, letter)
            continue
        horned = nfc(base + "\u031b") if "\u031b" in rest else base
        mark = marks[shape][tones.index(tone)] if tone else {"\u0302": "â", "\u0306": "ê"}.get(shape, "")
        written += single.get(horned, horned) + (mark.upper() if base.isupper() else mark)
    return written.encode("cp1252")


def in_windows_1258(text: str) -> bytes:
    """Tones after their letters, as the Vietnamese keyboard of Windows writes them."""
    written = b""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        base = nfc("".join(mark for mark in marks if mark not in TONES))
        written += (base + "".join(mark for mark in marks if mark in TONES)).encode("cp1258")
    return written


def as_windows_1252(data: bytes) -> str:
    """What a program shows that takes bytes for Western European."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


BYTES = {
    "tcvn3": in_tcvn3(ARTICLE),
    "vni": in_vni(ARTICLE),
    "viscii": in_viscii(ARTICLE),
    "windows-1258": in_windows_1258(ARTICLE),
}
GARBLED = {**BYTES, "utf-8": ARTICLE.encode()}
