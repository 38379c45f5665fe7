"""Common Vietnamese abbreviations, for indexing and for queries; a portal's glossary adds its own and goes first."""

COMMON = {
    "vi": {
        "ANTT": "an ninh trật tự",
        "ATGT": "an toàn giao thông",
        "ATTP": "an toàn thực phẩm",
        "BHTN": "bảo hiểm thất nghiệp",
        "BHXH": "bảo hiểm xã hội",
        "BHYT": "bảo hiểm y tế",
        "CBCC": "cán bộ, công chức",
        "CBCCVC": "cán bộ, công chức, viên chức",
        "CCB": "cựu chiến binh",
        "CCCD": "căn cước công dân",
        "CCHC": "cải cách hành chính",
        "CĐS": "chuyển đổi số",
        "CLB": "câu lạc bộ",
        "CMND": "chứng minh nhân dân",
        "CNTT": "công nghệ thông tin",
        "ĐBQH": "đại biểu Quốc hội",
        "ĐKKH": "đăng ký kết hôn",
        "ĐKKS": "đăng ký khai sinh",
        "DVC": "dịch vụ công",
        "DVCTT": "dịch vụ công trực tuyến",
        "GCN": "giấy chứng nhận",
        "GDĐT": "giáo dục và đào tạo",
        "GPLX": "giấy phép lái xe",
        "GPMB": "giải phóng mặt bằng",
        "GPXD": "giấy phép xây dựng",
        "HĐND": "Hội đồng nhân dân",
        "HSSV": "học sinh, sinh viên",
        "KDC": "khu dân cư",
        "KH": "kế hoạch",
        "KT-XH": "kinh tế – xã hội",
        "LĐLĐ": "Liên đoàn Lao động",
        "LHPN": "Liên hiệp Phụ nữ",
        "MTTQ": "Mặt trận Tổ quốc",
        "NCT": "người cao tuổi",
        "NĐ": "nghị định",
        "NKT": "người khuyết tật",
        "NOXH": "nhà ở xã hội",
        "NƠXH": "nhà ở xã hội",
        "NQ": "nghị quyết",
        "NVQS": "nghĩa vụ quân sự",
        "PCCC": "phòng cháy, chữa cháy",
        "PCTT": "phòng, chống thiên tai",
        "QĐ": "quyết định",
        "SĐT": "số điện thoại",
        "SXH": "sốt xuất huyết",
        "TDP": "tổ dân phố",
        "THCS": "trung học cơ sở",
        "THPT": "trung học phổ thông",
        "TNCS": "Thanh niên Cộng sản",
        "TNGT": "tai nạn giao thông",
        "TT": "thông tư",
        "TTĐT": "trật tự đô thị",
        "TTHC": "thủ tục hành chính",
        "TTXD": "trật tự xây dựng",
        "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
        "UBND": "Ủy ban nhân dân",
        "VBQPPL": "văn bản quy phạm pháp luật",
        "VSATTP": "vệ sinh an toàn thực phẩm",
        "VSMT": "vệ sinh môi trường",
        "VSTP": "vệ sinh thực phẩm",
        "XH": "xã hội",
    },
}
"""By language: abbreviation → full form."""
_OF_QUERIES = {
    "vi": {
        "BUS": "buýt",
        "CA": "công an",
        "CB": "cán bộ",
        "ĐV": "đảng viên",
        "HS": "học sinh",
        "SV": "sinh viên",
        "TP": "thành phố",
        "UB": "Ủy ban",
        "VACCINE": "vắc xin",
    },
}
"""Expanded in queries only: these words are so frequent that indexing their abbreviations would bloat the index."""


def glossary_of(code: str, own: dict[str, str]) -> dict[str, str]:
    """The abbreviations to index in a language; `own` are the portal's."""
    return {**COMMON.get(code, {}), **own}


def asked_of(code: str, own: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """(abbreviation, full form) for all abbreviations understood in queries."""
    return (*glossary_of(code, own).items(), *_OF_QUERIES.get(code, {}).items())
