"""Creates an article or a translation: a file that builds as it is, under a free name.

No file is ever replaced. The meaning of the fields is left to `front_matter`.
"""

import datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from bantin.build import config_file
from bantin.content.config_types import Category, Config
from bantin.content.file_names import named
from bantin.content.front_matter import FrontMatter, parse
from bantin.disk import os_errors, text_decoding, writing
from bantin.editor import article_text, front_matter_lines
from bantin.problems import Mistakes, Place, Problem, error, errors
from bantin.text import fold, nfc, same, slugify
from bantin.yaml.keys import nearest
from bantin.yaml.writing import clean, scalar


def article(project: Path, title: str, category: str, instant: datetime.datetime) -> str:
    """Makes a draft under content/<year>/<month>/ and gives its path from the project's folder.

    `category` is an id or a name, '' for the first one; `instant`, with its zone, becomes the date in the portal's own.
    Nothing is ever replaced: the name is numbered. Raises Mistakes.
    """
    facts = config_file.read_config(project).whole()
    local = instant.astimezone(ZoneInfo(facts.timezone))
    title = clean(title)
    slug = slugify(title)
    problems = [] if slug else [error("new-slug-empty", Place(""), title=title)]
    section = _category(facts, category, local.date())
    if isinstance(section, Problem):
        problems.append(section)
    if problems or isinstance(section, Problem):
        raise Mistakes(problems)
    folder = f"content/{local:%Y}/{local:%m}"
    try:
        stem = _free(project / folder, slug, facts)
        text = _ARTICLE.format(
            title=scalar(title),
            date=f"{local:%d/%m/%Y %H:%M}",
            names="; ".join(_name(each, facts) for each in facts.categories if not each.is_retired_on(local.date())),
            category=scalar(_name(section, facts)),
            folder=stem,
            year=local.year,
        )
        writing.write_text(project / folder / f"{stem}.md", text)
    except OSError as trouble:
        raise Mistakes([os_errors.problem_of(trouble, folder)]) from trouble
    return f"{folder}/{stem}.md"


_ARTICLE = """\
---
title: {title}
# Ngày giờ đăng. Ngày ở tương lai: bài chờ đến lúc đó mới hiện.
date: {date}
# Một trong: {names}
category: {category}
# Một hai câu tóm tắt, hiện ở đầu bài và trong danh sách. Để trống thì đoạn đầu của bài được dùng trong danh sách.
lead:
# Từ khóa, cách nhau bằng dấu phẩy.
tags:
author:
# Nguồn tin, nếu lấy lại từ nơi khác.
source:
# có = bản nháp, chỉ thấy khi xem thử. Viết xong thì đổi thành không.
draft: có
# Những mục ít dùng hơn: xóa dấu # ở đầu các dòng cần dùng.
#cover:
#  image: {folder}/anh-bia.jpg
#  alt: Ảnh có gì, nói cho người không nhìn thấy
#  caption: Chú thích dưới ảnh
#attachments:
#  - {{file: {folder}/van-ban.pdf, title: Tên văn bản}}
#source_url: https://nguon.example/bai
#featured: có
#expires: 31/12/{year}
#notice_until: 31/12/{year}
---

"""


def _category(facts: Config, written: str, today: datetime.date) -> Category | Problem:
    if not facts.categories:
        example = "categories: [{id: thong-bao, vi: Thông báo, en: Notices}]"
        return error("config-wants", Place("config.yaml"), field="categories", example=example)
    if not written.strip():
        return min(facts.categories, key=lambda each: each.is_retired_on(today))  # the first that is in use
    if found := facts.category_meant(written):
        return found
    names = {fold(text): text for category in facts.categories for _, text in category.names.texts}
    names |= {category.id: category.id for category in facts.categories}
    if near := nearest(fold(clean(written)), tuple(names)):
        return error("category-unknown-near", Place(""), value=written, near=names[near])
    known = ", ".join(_name(category, facts) for category in facts.categories)
    return error("category-unknown", Place(""), value=written, known=known)


def _name(category: Category, facts: Config) -> str:
    return category.names.said(facts.codes[0], "")[0]


_KEPT = frozenset({"readme"})
"""Names that no article may have: README.md is no content."""


def _free(folder: Path, slug: str, facts: Config) -> str:
    """`slug`, or slug-2, slug-3, … if an article has that name already, in whatever language and spelling."""
    there = [path.name for path in folder.iterdir() if path.suffix == ".md"] if folder.is_dir() else []
    taken = _KEPT | {slugify(named(nfc(name), facts.codes, [])[0]) for name in there}
    numbered = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(stem for stem in numbered if stem not in taken)


def translation(project: Path, file: str, title: str) -> str:
    """Creates the translation of an article or plain page beside it, and returns its path from the project's folder.

    `file` is looked for in the project's folder, then in the current one. The translation holds the original's text,
    to be translated where it stands, and its digest. Raises Mistakes.
    """
    facts = config_file.read_config(project).whole()
    path = _original_meant(project, file)
    key, code, has_suffix = named(path, facts.codes, [])
    if has_suffix:
        original = f"content/{key}.md"
        known = "translate-translation" if (project / original).is_file() else "translate-alone"
        raise Mistakes([error(known, Place(path), original=original, code=code)])
    others = facts.codes[1:]
    if not others:
        raise Mistakes([error("translate-one-language", Place("config.yaml"))])
    target = f"content/{key}.{others[0]}.md"
    try:
        text = text_decoding.decode((project / path).read_bytes(), path)
        if not isinstance(text, str):
            raise Mistakes(text)
        written = parse(text, path, facts.codes)
        if written.front_matter is None or errors(written.problems):
            raise Mistakes(errors(written.problems))
        made = _translation(written.front_matter, clean(title), written.body, others[0], facts)
        writing.write_text(project / target, made)
    except FileExistsError:
        raise Mistakes([error("translate-there", Place(target), original=path)]) from None
    except OSError as trouble:
        raise Mistakes([os_errors.problem_of(trouble, target)]) from trouble
    return target


def _original_meant(project: Path, file: str) -> str:
    """The path, from the project's folder, of the content file that somebody means by `file`; raises Mistakes."""
    there = [candidate for candidate in (project / file, Path(file)) if candidate.is_file()]
    if path := next(filter(None, (_path_of_article(candidate, project) for candidate in there)), ""):
        return path
    if there:
        raise Mistakes([error("translate-no-article", Place(""), file=file)])
    folder = (project / file).parent
    names = tuple(sorted(nfc(path.name) for path in folder.glob("*.md"))) if folder.is_dir() else ()
    if near := nearest(nfc(Path(file).name), names):
        raise Mistakes([error("translate-none-near", Place(""), file=file, near=(Path(file).parent / near).as_posix())])
    raise Mistakes([error("translate-none", Place(""), file=file)])


def _path_of_article(file: Path, project: Path) -> str:
    """The path of a content file from the project's folder; '' if it is none of this portal's articles and pages."""
    real, root = file.parent.resolve() / file.name, project.resolve()
    path = nfc(real.relative_to(root).as_posix()) if real.is_relative_to(root) else ""
    names = path.split("/")
    is_content = names[0] == "content" and path.endswith(".md") and names[-1].casefold() != "readme.md"
    return path if is_content and not any(name.startswith((".", "_")) for name in names) else ""


def _translation(original: FrontMatter, title: str, body: str, code: str, facts: Config) -> str:
    """The file that a translator starts from: the fields of a translation, and the text to be translated."""
    lines = [
        "---",
        "# Dịch tiêu đề, tóm tắt, từ khóa và lời của bài ngay tại đây. Mọi mục khác lấy theo bản gốc.",
        f"title: {scalar(title or original.title)}",
        "# có = chưa hiện ở đâu, trừ khi xem thử. Dịch xong thì đổi thành không.",
        "draft: có",
    ]
    if original.lead:
        lines.append(f"lead: {scalar(original.lead)}")
    if original.tags:
        lines += ["tags:", *(f"  - {scalar(_tag(tag.text, code, facts))}" for tag in original.tags)]
    lines += [
        "# Bản gốc mà bản dịch này dựa vào: khi bản gốc thay đổi, người đọc được báo.",
        f"original: {original.digest}",
    ]
    lines += _words_of_files(original)
    return "\n".join([*lines, "---", "", body.strip("\n"), ""])


def _words_of_files(original: FrontMatter) -> list[str]:
    """Fields of cover and attachments that a translation may have of its own; else the original's words show."""
    lines: list[str] = []
    cover = original.cover
    if cover is not None and cover.alt is not None:
        lines += ["#cover:", f"#  alt: {scalar(cover.alt.text)}"]
        lines += [f"#  caption: {scalar(cover.caption.text)}"] if cover.caption else []
    titled = [attached for attached in original.attachments if attached.title]
    if titled:
        lines.append("#attachments:")
    for attached in titled:
        lines += [f"#  - file: {scalar(attached.file.text)}", f"#    title: {scalar(attached.title)}"]
    explained = ["# Dịch lời của ảnh bìa và tệp đính kèm: xóa dấu # ở đầu các dòng này."]
    return explained + lines if lines else []


def _tag(written: str, code: str, facts: Config) -> str:
    """The tag in the language `code`, where config.yaml knows it."""
    for tag in facts.tags:
        if same(written) in (same(text) for _, text in tag.names.texts):
            return tag.names.within(code) or written
    return written


def like(source: str, begun: str) -> str:
    """`begun`, a new article, with the category, tags, author and text of `source`: a second article of its kind.

    Raises ValueError for a source that no form can change.
    """
    model = article_text.read(source)
    if model is None:
        raise ValueError("front matter that cannot be read")
    values = model.values()
    taken = {name: values[name] for name in ("category", "tags", "author", "source") if values.get(name)}
    return front_matter_lines.edited(begun, taken, model.body)
