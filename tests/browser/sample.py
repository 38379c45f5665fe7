"""Pages of the sample portal that several tests open."""

ARTICLE = "2018/03/phuong-phuc-loi-xanh-sach-dep/"
LONG = "2025/01/phan-loai-rac-tai-nha/"
PICTURES = "2020/07/khoi-thong-cong-ranh/"
PLAIN = "to-chuc/"
ENGLISH = "en/2025/01/sorting-waste-at-home/"
PUBLIC = "https://phuong-phuc-loi.example/phuong/"
LONG_TITLE = "Phân loại rác tại nhà, từ chiếc thùng trong bếp đến điểm thu gom"
