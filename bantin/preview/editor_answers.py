"""What the editor in the browser asks for and orders → what it is told, as JSON."""

import datetime
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from bantin.content.config_types import Config
from bantin.content.states import states
from bantin.editor import brought, forms, new_article, pasted
from bantin.editor.approving import Word
from bantin.editor.store import Conflict, Stored
from bantin.imaging import variants
from bantin.imaging.kinds import kind_of
from bantin.preview.editor_requests import Ask, alone
from bantin.problems import Mistakes, Place, error


async def _articles(ask: Ask) -> dict[str, Any]:
    site = await ask.site()
    config, library = site.arranged.config, site.library
    words = {tag.name for edition in library.editions[:1] for tag in edition.tags}
    by = config.approval.by if config.approval else None
    approver = by.said(config.codes[0], config.codes[0])[0] if by else ""
    told = {"isApproved": config.approval is not None, "approver": approver}
    return {"articles": forms.listed(states(library), config), **forms.choices(config, words), **told}


async def _article(ask: Ask) -> dict[str, Any]:
    path = ask.get_argument("path")
    return await _opened(ask, path, ask.session.store.read(path))


async def _opened(ask: Ask, path: str, stored: Stored) -> dict[str, Any]:
    config = await ask.config()
    return {
        "path": path,
        "version": stored.version,
        **forms.shown(stored.text, path, config, ZoneInfo(config.timezone)),
    }


def _text_of(asked: dict[str, Any], stored: str, config: Config) -> str:
    """The article's text with what is in its form, or as it was typed as a whole."""
    if "text" in asked:
        text = asked["text"]
        if not isinstance(text, str):
            raise TypeError("no text")
        return text
    body = asked.get("body")
    return forms.changed(stored, asked.get("values", {}), body if isinstance(body, str) else None, config)


async def _render(ask: Ask) -> dict[str, Any]:
    asked, config = ask.asked, await ask.config()
    path = str(asked["path"])
    text = _text_of(asked, ask.session.store.read(path).text, config)
    found = await ask.preview.render_text(path, text)
    told = [
        {"field": each.field, "line": each.line, "bodyLine": each.body_line, "isWarning": each.problem.is_warning}
        | {"words": ask.sentence(each.problem)}
        for each in forms.placed(found.problems, text)
    ]
    if found.page is None:
        return {"problems": told, "address": ""}
    ask.session.site = found.site
    ask.session.rendered[found.address] = alone(found.page)
    return {"problems": told, "address": found.address}


async def _save(ask: Ask) -> dict[str, Any]:
    asked, config = ask.asked, await ask.config()
    path = str(asked["path"])
    try:
        before = ask.session.store.read(path).text
    except FileNotFoundError:
        before = str(asked.get("text", ""))
    text = _text_of(asked, str(asked.get("base") or before), config)
    return await _saved(ask, path, text)


async def _approve(ask: Ask) -> dict[str, Any]:
    asked, config = ask.asked, await ask.config()
    path, by = str(asked["path"]), " ".join(str(asked["by"]).split())
    if config.approval is None or not by:
        raise ValueError("nothing to be approved, or by nobody")
    text = await ask.preview.approved(path, ask.session.store.read(path).text, Word(by, _now(ask, config).date()))
    return await _saved(ask, path, text)


async def _withdraw(ask: Ask) -> dict[str, Any]:
    config = await ask.config()
    return await _amended(ask, {"withdrawn": {"date": f"{_now(ask, config):%d/%m/%Y}", "reason": _told(ask)}}, config)


async def _correct(ask: Ask) -> dict[str, Any]:
    config = await ask.config()
    updated = _now(ask, config).strftime("%Y-%m-%dT%H:%M")
    return await _amended(ask, {"correction": _told(ask), "updated": updated}, config)


async def _amended(ask: Ask, values: dict[str, Any], config: Config) -> dict[str, Any]:
    """The article with other values in its front matter; the text below it is nobody's concern here."""
    path = str(ask.asked["path"])
    return await _saved(ask, path, forms.changed(ask.session.store.read(path).text, values, None, config))


async def _saved(ask: Ask, path: str, text: str) -> dict[str, Any]:
    """Writes the text, unless somebody else changed the file since the page showed it."""
    saved = ask.session.store.save(path, str(ask.asked["version"]), text, ask.preview.instant())
    if isinstance(saved, Conflict):
        return {"theirs": await _opened(ask, path, saved.theirs) if saved.theirs else None, "kept": saved.kept}
    return await _opened(ask, path, saved)


def _now(ask: Ask, config: Config) -> datetime.datetime:
    return ask.preview.instant().astimezone(ZoneInfo(config.timezone))


def _told(ask: Ask) -> str:
    """The sentence that goes with an order. Raises ValueError if there is none."""
    told = " ".join(str(ask.asked["why"]).split())
    if not told:
        raise ValueError("no reason")
    return told


def _new(ask: Ask) -> dict[str, Any]:
    asked = ask.asked
    path = new_article.article(
        ask.preview.project, str(asked["title"]), str(asked.get("category", "")), ask.preview.instant()
    )
    if like := asked.get("like"):
        stored = ask.session.store.read(path)
        text = new_article.like(ask.session.store.read(str(like)).text, stored.text)
        ask.session.store.save(path, stored.version, text, ask.preview.instant())
    return {"path": path}


def _translate(ask: Ask) -> dict[str, Any]:
    asked = ask.asked
    return {"path": new_article.translation(ask.preview.project, str(asked["path"]), str(asked.get("title", "")))}


def _file(ask: Ask) -> dict[str, Any]:
    name = ask.get_argument("name")
    if kind_of(ask.file) == "heic" and not variants.reads_heic():
        raise Mistakes([error("picture-heic", Place(""), file=name)])
    return {"path": ask.session.store.place(ask.get_argument("path"), name, ask.file)}


def _paste(ask: Ask) -> dict[str, Any]:
    asked = ask.asked
    found = pasted.markdown_of(str(asked.get("html", "")), str(asked.get("text", "")))
    return {"markdown": found.markdown, "leftOut": list(found.left_out)}


async def _bring(ask: Ask) -> dict[str, Any]:
    config = await ask.config()
    today = ask.preview.instant().astimezone(ZoneInfo(config.timezone)).date()
    made = brought.bring(ask.preview.project, config, (ask.get_argument("name"), ask.file), today)
    return {"paths": list(made.paths), "leftOut": list(made.left_out), "notes": ask.words(made.problems)}


def _history(ask: Ask) -> dict[str, Any]:
    kept = ask.session.store.versions(ask.get_argument("path"))
    return {"versions": [{"name": each.name, "instant": each.instant.isoformat("T", "seconds")} for each in kept]}


async def _version(ask: Ask) -> dict[str, Any]:
    path, config = ask.get_argument("path"), await ask.config()
    text = ask.session.store.version(path, ask.get_argument("name"))
    shown = forms.shown(text, path, config, ZoneInfo(config.timezone))
    return {"text": text, "digest": shown.get("digest", "")}


READ: dict[str, Callable[[Ask], Any]] = {
    "articles": _articles,
    "article": _article,
    "history": _history,
    "version": _version,
}
WRITE: dict[str, Callable[[Ask], Any]] = {
    "render": _render,
    "save": _save,
    "approve": _approve,
    "withdraw": _withdraw,
    "correct": _correct,
    "new": _new,
    "translate": _translate,
    "file": _file,
    "paste": _paste,
    "bring": _bring,
}
