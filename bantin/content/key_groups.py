"""The files of one key → the article that they are in each language: its state, category, address, what is wrong."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping

from bantin.content import addresses, approval
from bantin.content.arrange_context import Desk, KeyGroup
from bantin.content.config_types import Category
from bantin.content.doubts import check_alone, check_original_field, check_translation
from bantin.content.file_references import referred
from bantin.content.front_matter import FrontMatter
from bantin.content.model import NO_MOMENT, Article, WaitingArticle, WithdrawnArticle
from bantin.content.source_file import SourceFile
from bantin.locale import Language
from bantin.problems import Place, error, warning
from bantin.text import slugify


def _note_preview(article: Article, desk: Desk) -> None:
    """Notes up to when the article has a preview picture of its own."""
    day, days = article.date.day, datetime.timedelta(desk.config.drawn_days - 1)
    if not article.own.is_page and day < datetime.date.max - days:
        desk.changes_on(day + days)


def files_by_key(entries: Iterable[SourceFile]) -> dict[str, list[SourceFile]]:
    """The files that could be read, by the keys of their articles."""
    found: dict[str, list[SourceFile]] = defaultdict(list)
    for entry in entries:
        if entry.manuscript is not None:
            found[entry.manuscript.key].append(entry)
    return found


def group_of(files: Iterable[SourceFile], desk: Desk) -> KeyGroup:
    """What follows from the files of one key."""
    found = desk.found = KeyGroup()
    group: dict[str, tuple[FrontMatter, SourceFile]] = {}
    for entry in files:
        manuscript = entry.manuscript
        assert manuscript is not None
        if manuscript.code in group:
            one, other = sorted([manuscript, group[manuscript.code][0]], key=lambda each: each.path)
            found.problems.append(error("article-twice", other.place(), other=one.path))
        else:
            group[manuscript.code] = manuscript, entry
    found.articles = _complete(group, desk)
    if found.articles and desk.config.drawn_days:
        _note_preview(next(iter(found.articles.values())), desk)
    return found


Texts = Mapping[str, tuple[FrontMatter, SourceFile]]
"""An article in each of its languages, by language code."""


def _complete(group: Texts, desk: Desk) -> dict[str, Article]:
    """The public articles of one key, by language code."""
    base = group[desk.default][0] if desk.default in group else None
    found: dict[str, Article] = {}
    for language in desk.languages:
        if language.code not in group:
            continue
        own, entry = group[language.code]
        if base is None and own.key in desk.unread:
            pass  # its original is there, and is what has to be mended
        elif base is None or own is base:
            desk.found.problems += check_alone(own)
            desk.found.problems += check_original_field(own)
        else:
            desk.found.problems.extend(check_translation(own))
            is_told = any(problem.key == "translation-half" for problem in entry.problems)
            if own.text_digest and own.text_digest == base.text_digest and not is_told:
                desk.found.problems.append(warning("text-untranslated", own.place("title")))
        article = _article(own, entry, base or own, language, desk)
        if article is not None:
            found[language.code] = article
    return found


def _article(own: FrontMatter, entry: SourceFile, base: FrontMatter, language: Language, desk: Desk) -> Article | None:
    address = _address(own, language, desk)
    category = _category(own, base, desk)
    state = _state(own, base, desk)
    standing = language, address, category
    article = _arranged((own, entry), base, state, standing, desk)
    is_approved = state == "draft" or _is_approved(article, desk)
    if not is_approved or (article.is_translation and desk.found.is_unapproved and state != "draft"):
        state = "unapproved"
        article = _arranged((own, entry), base, state, standing, desk)
    elif state == "scheduled" and base.date and not own.is_page:
        desk.changes_at(base.date.at)
    if state != "public":
        if own is base or own.is_draft or not is_approved:
            due = base.date.at if state == "scheduled" and base.date else None
            waits_for = "" if is_approved else approval.approver(own, desk.config)
            desk.found.waiting.append(WaitingArticle(own, state, due, waits_for))
        if not desk.with_drafts:
            if own is base:  # else the key means its original
                desk.found.hidden[own.key] = state
            desk.found.hidden_at.update(dict.fromkeys((address, *addresses.old_addresses(own.aliases)), state))
            desk.found.hidden_files.update(referred(article))
            return None
    if base.withdrawn is not None:
        desk.found.hidden[own.key] = "withdrawn"
        lang = "" if language.code == base.code else base.code
        day, reason = base.withdrawn.day, base.withdrawn.reason
        where = own.path, own.key, own.aliases
        gone = WithdrawnArticle(language, address, day, reason, lang, *where, own.title, category)
        desk.found.gone.append(gone)
        desk.found.hidden_files.update(referred(article))
        return None
    desk.changes_on(base.expires)
    desk.changes_on(base.notice_until)
    return article


def _arranged(
    read: tuple[FrontMatter, SourceFile],
    base: FrontMatter,
    state: str,
    standing: tuple[Language, str, Category | None],
    desk: Desk,
) -> Article:
    """An article as it would be shown; `standing`: its language, address and category."""
    own, entry = read
    today = desk.now.date()
    is_expired = base.expires is not None and today > base.expires
    is_posted = base.notice_until is not None and today <= base.notice_until
    order = ((base.date or NO_MOMENT).rank, own.key)
    mark = f"{own.mark} {'' if own is base else base.mark} {state} {is_expired} {is_posted}"
    return Article(
        own,
        base,
        entry.internal_references,
        entry.misled_within,
        desk.gists,
        *standing,
        state,
        is_expired,
        is_posted,
        order,
        mark,
    )


def _address(own: FrontMatter, language: Language, desk: Desk) -> str:
    at = desk.at[language.code]
    folder, _, name = own.key.rpartition("/")
    if folder not in desk.folders:
        desk.folders[folder] = addresses.of_folder(folder)
    address = at.prefix + desk.folders[folder] + addresses.of_name(name, own.slug)
    if "//" in f"/{address}" or not address.removeprefix(at.prefix):
        if own.slug is not None and not slugify(own.slug):
            desk.found.problems.append(error("slug-empty", own.place("slug"), value=own.slug))
        else:
            desk.found.problems.append(error("slug-empty-name", Place(own.path), name=own.path.rpartition("/")[2]))
    elif part := addresses.reserved_part(address.removeprefix(at.prefix), desk.reserved_words):
        desk.found.problems.append(error("address-reserved", Place(own.path), address=address, part=part))
    return address


def _category(own: FrontMatter, base: FrontMatter, desk: Desk) -> Category | None:
    if own.is_page or base.category is None:
        return None
    written = base.category.text
    if written not in desk.meant:
        desk.meant[written] = desk.config.categories_meant(written)
    meant = desk.meant[written]
    if len(meant) == 1:
        return meant[0]
    if own is base and meant:
        names = ", ".join(f"{each.names.said(desk.default, '')[0]} ({each.id})" for each in meant)
        desk.found.problems.append(error("category-ambiguous", base.category.place, value=written, names=names))
    elif own is base:
        desk.found.unknown_categories.append(base.category)
    return None


def _state(own: FrontMatter, base: FrontMatter, desk: Desk) -> str:
    """Whether the article is out: a draft stays in, and nothing comes out before its time."""
    if base.is_draft or own.is_draft:
        return "draft"
    return "scheduled" if base.date is not None and base.date.at > desk.now else "public"


def _is_approved(article: Article, desk: Desk) -> bool:
    """Whether nobody has to approve the article any more; what is to be said of that is noted."""
    base, found = article.base, desk.found
    if not approval.is_needed(base, desk.config) or (base.withdrawn and base.approved):
        return True  # of what was withdrawn nothing is shown

    def file_digest(path: str) -> str:
        return found.files.setdefault(path, desk.file_digests(path))

    verdict = approval.verdict(article, file_digest)
    found.problems += verdict.problems
    if not article.is_translation:
        found.is_unapproved = not verdict.is_approved
    return verdict.is_approved
