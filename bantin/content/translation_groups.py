"""Groups content files by key: an original and its translations → the article in each language, with what is wrong."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping

from bantin.content import addresses, approval
from bantin.content.arrange_context import ArrangeContext, KeyGroup
from bantin.content.article_checks import check_alone, check_original_field, check_translation
from bantin.content.config_types import Category
from bantin.content.file_references import referred
from bantin.content.front_matter import FrontMatter
from bantin.content.model import NO_MOMENT, Article, WaitingArticle, WithdrawnArticle
from bantin.content.source_file import SourceFile
from bantin.locale import Language
from bantin.problems import Place, error, warning
from bantin.text import slugify

_DAY = datetime.timedelta(days=1)


def _note_preview(article: Article, context: ArrangeContext) -> None:
    """Notes when the article stops having a preview picture of its own."""
    day, days = article.date.day, context.config.drawn_days
    if not article.own.is_page and (context.today - day).days < days and day < datetime.date.max - days * _DAY:
        context.changes_on(day + (days - 1) * _DAY)


def files_by_key(entries: Iterable[SourceFile]) -> dict[str, list[SourceFile]]:
    """The files that could be read, by the keys of their articles."""
    found: dict[str, list[SourceFile]] = defaultdict(list)
    for entry in entries:
        if entry.front_matter is not None:
            found[entry.front_matter.key].append(entry)
    return found


def group_of(files: Iterable[SourceFile], context: ArrangeContext) -> KeyGroup:
    """What follows from the files of one key."""
    found = context.found = KeyGroup()
    group: dict[str, tuple[FrontMatter, SourceFile]] = {}
    for entry in files:
        front_matter = entry.front_matter
        assert front_matter is not None
        if front_matter.code in group:
            one, other = sorted([front_matter, group[front_matter.code][0]], key=lambda each: each.path)
            if one.path.lower() != other.path.lower():  # else it is said already that the two names are one
                found.problems.append(error("article-twice", other.place(), other=one.path))
        else:
            group[front_matter.code] = front_matter, entry
    found.articles = _complete(group, context)
    if found.articles and context.config.drawn_days:
        _note_preview(next(iter(found.articles.values())), context)
    return found


Texts = Mapping[str, tuple[FrontMatter, SourceFile]]
"""An article in each of its languages, by language code."""


def _complete(group: Texts, context: ArrangeContext) -> dict[str, Article]:
    """The public articles of one key, by language code."""
    base = group[context.default][0] if context.default in group else None
    found: dict[str, Article] = {}
    for language in context.languages:
        if language.code not in group:
            continue
        own, entry = group[language.code]
        if base is None and own.key in context.read.unread:
            pass  # its original is there, and is what has to be mended
        elif base is None or own is base:
            context.found.problems += check_alone(own)
            context.found.problems += check_original_field(own)
        else:
            context.found.problems.extend(check_translation(own))
            is_reported = any(problem.key == "translation-half" for problem in entry.problems)
            is_same = own.text_digest == base.text_digest
            if own.text_digest and is_same and not is_reported and not own.is_draft:
                context.found.problems.append(warning("text-untranslated", own.place("title")))
            if own.title == base.title and not (is_same or own.is_draft or own.title.isascii()) and " " in own.title:
                context.found.problems.append(warning("title-untranslated", own.place("title")))
        article = _article(own, entry, base or own, language, context)
        if article is not None:
            found[language.code] = article
    return found


def _article(
    own: FrontMatter, entry: SourceFile, base: FrontMatter, language: Language, context: ArrangeContext
) -> Article | None:
    address = _address(own, language, context)
    category = _category(own, base, context)
    state = _state(own, base, context)
    standing = language, address, category
    article = _arranged((own, entry), base, state, standing, context)
    is_approved = state == "draft" or _is_approved(article, context)
    if not is_approved or (article.is_translation and context.found.is_unapproved and state != "draft"):
        state = "unapproved"
        article = _arranged((own, entry), base, state, standing, context)
    elif state == "scheduled" and base.date and not own.is_page:
        context.changes_at(base.date.at)
    if state != "public":
        if own is base or own.is_draft or not is_approved:
            due = base.date.at if state == "scheduled" and base.date else None
            waits_for = "" if is_approved else approval.approver(own, context.config)
            context.found.waiting.append(WaitingArticle(own, state, due, waits_for))
        if not context.with_drafts:
            if own is base:  # else the key means its original
                context.found.hidden[own.key] = state
            context.found.hidden_at.update(dict.fromkeys((address, *addresses.old_addresses(own.aliases)), state))
            context.found.hidden_files.update(referred(article))
            return None
    if base.withdrawn is not None:
        context.found.hidden[own.key] = "withdrawn"
        lang = "" if language.code == base.code else base.code
        day, reason = base.withdrawn.day, base.withdrawn.reason
        where = own.path, own.key, own.aliases
        gone = WithdrawnArticle(language, address, day, reason, lang, *where, own.title, category)
        context.found.gone.append(gone)
        context.found.hidden_files.update(referred(article))
        return None
    context.changes_on(base.expires)
    context.changes_on(base.notice_until)
    if own.updated is not None and own.updated.day > context.today:
        day = own.updated.day
        context.found.problems.append(warning("date-updated-ahead", own.place("updated"), day=f"{day:%d/%m/%Y}"))
        context.changes_at(datetime.datetime.combine(day, datetime.time()))
    return article


def _arranged(
    read: tuple[FrontMatter, SourceFile],
    base: FrontMatter,
    state: str,
    standing: tuple[Language, str, Category | None],
    context: ArrangeContext,
) -> Article:
    """An article as it would be shown; `standing`: its language, address and category."""
    own, entry = read
    today = context.today
    is_expired = base.expires is not None and today > base.expires
    is_posted = base.notice_until is not None and today <= base.notice_until
    order = ((base.date or NO_MOMENT).rank, own.key)
    mark = f"{own.mark} {'' if own is base else base.mark} {state} {is_expired} {is_posted}"
    return Article(
        own,
        base,
        entry.internal_references,
        entry.own_link_problems,
        context.read.summaries,
        *standing,
        state,
        is_expired,
        is_posted,
        order,
        mark,
    )


def _address(own: FrontMatter, language: Language, context: ArrangeContext) -> str:
    at = context.at[language.code]
    folder, _, name = own.key.rpartition("/")
    if folder not in context.folders:
        part_of_folder = addresses.of_folder(folder)
        context.folders[folder] = part_of_folder, addresses.is_free_below(part_of_folder, context.reserved_words)
    part_of_folder, is_free = context.folders[folder]
    address = at.prefix + part_of_folder + addresses.of_name(name, own.slug)
    if "//" in f"/{address}" or not address.removeprefix(at.prefix):
        if own.slug is not None and not slugify(own.slug):
            context.found.problems.append(error("slug-empty", own.place("slug"), value=own.slug))
        else:
            context.found.problems.append(error("slug-empty-name", Place(own.path), name=own.path.rpartition("/")[2]))
    elif not is_free and (part := addresses.reserved_part(address.removeprefix(at.prefix), context.reserved_words)):
        context.found.problems.append(error("address-reserved", Place(own.path), address=address, part=part))
    return address


def _category(own: FrontMatter, base: FrontMatter, context: ArrangeContext) -> Category | None:
    if own.is_page or base.category is None:
        return None
    written = base.category.text
    if written not in context.meant:
        context.meant[written] = context.config.categories_meant(written)
    meant = context.meant[written]
    if len(meant) == 1:
        return meant[0]
    if own is base and meant:
        names = ", ".join(f"{each.names.said(context.default, '')[0]} ({each.id})" for each in meant)
        context.found.problems.append(error("category-ambiguous", base.category.place, value=written, names=names))
    elif own is base:
        context.found.unknown_categories.append(base.category)
    return None


def _state(own: FrontMatter, base: FrontMatter, context: ArrangeContext) -> str:
    """Whether the article is out: a draft stays in, and nothing comes out before its time."""
    if base.is_draft or own.is_draft:
        return "draft"
    date = base.date
    is_to_come = date is not None and date.day >= context.today and date.at > context.now
    return "scheduled" if is_to_come else "public"


def _is_approved(article: Article, context: ArrangeContext) -> bool:
    """Whether the article needs no approval any more; problems of its approval are added."""
    base, found = article.base, context.found
    if not approval.is_needed(base, context.config) or (base.withdrawn and base.approved):
        return True  # of what was withdrawn nothing is shown

    def file_digest(path: str) -> str:
        return found.files.setdefault(path, context.read.file_digests(path))

    verdict = approval.verdict(article, file_digest)
    found.problems += verdict.problems
    if not article.is_translation:
        found.is_unapproved = not verdict.is_approved
    return verdict.is_approved
