"""What readers call the pages that nearly every portal has."""

from bantin.text import fold

_NAMES = {
    "vi": {
        "liên hệ": (
            "liên lạc", "thông tin liên hệ", "góp ý", "gửi phản ánh", "hòm thư góp ý", "hộp thư", "địa chỉ liên hệ",
        ),
        "giới thiệu": ("giới thiệu chung", "tổng quan", "về phường", "lịch sử", "đôi nét"),
        "điều khoản": (
            "quy định sử dụng", "điều kiện sử dụng", "chính sách", "bản quyền", "quyền riêng tư", "dùng lại bài viết",
            "trích dẫn bài viết", "sao chép bài viết", "chép bài", "đăng lại bài", "bảo mật thông tin",
        ),
        "trợ giúp tiếp cận": (
            "người khuyết tật", "người khiếm thị", "hỗ trợ tiếp cận", "chữ to", "cỡ chữ", "đọc màn hình",
            "hướng dẫn dùng trang", "kém mắt", "mắt kém", "phóng to chữ",
        ),
        "sơ đồ trang": ("bản đồ trang", "sơ đồ cổng", "mục lục", "các chuyên mục", "tất cả chuyên mục"),
        "tin mới": ("tin mới nhất", "tin tức mới", "bài mới", "bài mới đăng"),
    },
    "en": {
        "contact": ("contact us", "get in touch", "reach the ward", "feedback", "write to the ward"),
        "about": ("about us", "about the ward", "introduction", "overview"),
        "terms": ("copyright", "privacy", "conditions of use", "re-use of articles", "quoting articles"),
        "accessibility": ("disabled readers", "screen reader", "blind readers", "large print", "text size"),
        "site map": ("contents", "all categories", "all sections"),
        "latest": ("latest news", "newest", "what is new", "recent articles"),
    },
}  # fmt: skip
"""By language, by what stands in a title."""
_ORGANISATION = {
    "vi": (
        "cơ cấu tổ chức", "tổ chức bộ máy", "bộ máy chính quyền", "sơ đồ tổ chức", "danh bạ", "danh bạ điện thoại",
        "danh sách cán bộ", "lãnh đạo phường", "ban lãnh đạo", "các cơ quan", "các phòng ban", "ai phụ trách",
    ),
    "en": (
        "structure", "organisation chart", "leadership", "leaders of the ward", "officials", "departments", "offices",
        "who is in charge", "staff directory",
    ),
}  # fmt: skip


def paraphrases(code: str, title: str, shows_organisation: bool) -> tuple[str, ...]:
    """Other names of the page with this title, in the language `code`."""
    folded = fold(title)
    found = [name for key, names in _NAMES.get(code, {}).items() if fold(key) in folded for name in names]
    return (*found, *(_ORGANISATION.get(code, ()) if shows_organisation else ()))
