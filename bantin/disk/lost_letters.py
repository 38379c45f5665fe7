"""Vietnamese whose letters became question marks, as a program writes those that its encoding does not have.

`t? dân ph?` was *tổ dân phố*. Such a word is known by its gaps: filled in, it is one of the words that texts of a ward
use most; and those with ư, ơ, ă, đ have lost their hooks besides (`phu?ng`).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from bantin.disk.syllables import is_syllable
from bantin.patterns import lazy_pattern


class LostLetters(NamedTuple):
    """A place where letters are lost."""

    line: int
    column: int
    found: str
    """The words of that line from there on."""
    meant: str
    """The same with the letters that were probably there; '' where nobody can tell."""


_LEAST = 2
"""Fewest different words with gaps that make a text suspicious; one alone may be a slip of the finger."""
_FREQUENT = (
    "người của ở để phường việc thể số mới một về tổ tự trường đã kết văn hội phố nghị tại thực được tập bảo quả "
    "trước giải tiếp tế với quyết bộ hiện hợp cơ học kiểm tục đến kiến những địa đề chỉ hoạt điện trật đông sở kế "
    "cấp vệ hồ ủy đầu nơi lại sự hoạch đoàn đảng đồng dựng năm dẫn bị quản biểu nước hằng đảm hướng cửa phối gửi "
    "gọi cử tới thường trẻ hoặc đơn từ giữ chức điều chợ đường đúng nhất mặt thủ định mở phần lấy thị hđnd phụ "
    "trợ chữ cư phận chọn tuổi chủ vụ thư trạm nữ ăn biết hệ truyền thuộc trận đô nguồn đánh yết đẩy mạnh hiệp "
    "tốt dương thời sạch loại điểm cựu chiến dụng tử thải đáp động thắc kiện sống trả sức khỏe phẩm triển độ cạnh "
    "hiểm cảnh đảo thiếu cộng đối cải rộng đẹp thẻ sản thống ngập phương tạo phải mưa chữa qđ trồng nhập nhiều "
    "chuẩn đời quỹ chất đất thưởng tết vừa thần tiến lượng hỏi cần lễ chế tuyển căn cứ bản chiều giờ đạt mỗi giấy "
    "đi đổi phục bằng chỗ nhận thoại viết nếu đang đọc cả hộ hơn đăng nhỏ mục ảnh quyền mọi chuyển dịch lời thứ "
    "nội chưa dưới lớn tờ luật từng cũng đủ thử mẫu đồ sẽ thấy cũ lần đặt nhiệm cứu cổng rồi dấu hạn bắt cụ tiếng "
    "bảng đó dễ nộp đây bệnh hiệu hết trực quốc tiền lưu khoản đâu giới xử như sửa mạng vật xuống phạm việt liệu "
    "phản mất tối muốn nhớ nhưng trưởng cầu giữa vẫn đình thiệu gần dự buổi vị tạm cuối đại lợi thuốc mức lực gồm "
    "thảo nghĩa xuất bốn lịch tải mời khoảng đứng chắn tuần đốt họp sổ tổng giảm nghỉ phạt nạn khẩn kỹ năng kỳ "
    "phiếu buộc lượt sơn thủy diện chạy rất trời vậy bước quận huyện tỉnh xã ấp đức "
).split()
"""From the most frequent one on."""

_WORD = lazy_pattern(
    r"(?<![^\s\"“‘«(\[*>|])(?=[^\s?]|\?+[^\W\d_])(?:[^\W\d_]|\?)*\?(?:[^\W\d_]|\?)*(?![^\s.,;:!\"”’»)\]*|])"
)
"""Letters with question marks among them, and nothing that belongs to an address."""


def find(text: str) -> LostLetters | None:
    """The first line of `text` with lost letters, if there are enough of them to tell."""
    first: LostLetters | None = None
    words: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        if "?" not in line or not (found := [each for each in _WORD.finditer(line) if _is_torn(each, line)]):
            continue
        words.update(each[0] for each in found)
        first = first or _lost(number, line, found[0].start())
    return first if len(words) >= _LEAST else _certain(text)


def _certain(text: str) -> LostLetters | None:
    """The first word that is torn for certain, though it may be any: within letters nobody asks."""
    for found in _TORN.finditer(text):
        if any(is_syllable(found[0].replace("?", letter)) for letter in _LOST):
            line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
            return LostLetters(line, column, found[0], _filled(found[0]))
    return None


_TORN = lazy_pattern(r"(?<![^\s\"“‘«(\[*>|])[^\W\d_]{1,3}\?[^\W\d_]{1,3}(?![^\s.,;:!\"”’»)\]*|])")
_LOST = "ảạăắằẳẵặấầẩẫậẻẽẹếềểễệỉĩịỏọốồổỗộơớờởỡợủũụưứừửữựỳỷỹỵđ"
"""The letters that Windows-1252 does not have."""


def _is_torn(found: re.Match[str], line: str) -> bool:
    """Whether the question marks of a word stand for letters: at a word's end one mostly asks."""
    word = found[0]
    if not _filled(word):
        return False
    if not word.endswith("?"):
        return True
    after = line[found.end() : found.end() + 2]
    is_going_on = len(after) == 2 and after[0] == " " and (after[1].islower() or after[1].isdigit())
    return is_going_on and word.count("?") == 1 and not re.search("[aăâeêioôơuưyàáèéìíòóùúý]", word.casefold())


def _lost(number: int, line: str, begin: int) -> LostLetters:
    rest = line[begin:]
    found = rest if len(rest) <= 60 else rest[:60].rpartition(" ")[0] or rest[:60]
    return LostLetters(number, begin + 1, found, _WORD.sub(lambda word: _filled(word[0]) or word[0], found))


@lru_cache(maxsize=1024)
def _filled(word: str) -> str:
    """The most frequent word that `word` may have been, in its own capitals; '' if none."""
    gaps = "".join(_MAY_BE.get(letter, re.escape(letter)) for letter in word.casefold())
    fits = re.compile(gaps)
    meant = next((known for known in _FREQUENT if fits.fullmatch(known)), "")
    if word[:1].isupper() or (word[:1] == "?" and word[1:2].isupper()):
        return meant.upper() if word.isupper() and len(word) > 1 else meant.capitalize()
    return meant


_MAY_BE = {"?": "[^aâàáãbceêèéghiìíklmnoôòóõpqrstuùúvxyý]", "ð": "đ", "a": "[aă]", "d": "[dđ]"}
_MAY_BE |= {"o": "[oơ]", "u": "[uư]"}
"""What a sign of a torn word may have been: a question mark for none of the letters that Windows-1252 has."""
