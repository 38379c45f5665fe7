"""What the editor in the browser asks for and orders → what it is told, as JSON."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bantin.content.config_types import Config
from bantin.content.states import states
from bantin.editor import file_import, forms, new_article, pasted
from bantin.editor.approving import Approver
from bantin.editor.store import Conflict, Stored
from bantin.imaging import variants
from bantin.imaging.kinds import kind_of
from bantin.preview.editor_requests import EditorRequest, alone
from bantin.problems import Mistakes, Place, error


async def _articles(request: EditorRequest) -> dict[str, Any]:
    site = await request.site()
    config, library = site.prepared.config, site.library
    words = {tag.name for edition in library.editions[:1] for tag in edition.tags}
    by = config.approval.by if config.approval else None
    approver = by.said(config.codes[0], config.codes[0])[0] if by else ""
    rule = {"isApproved": config.approval is not None, "approver": approver}
    return {"articles": forms.listed(states(library), config), **forms.choices(config, words), **rule}


async def _article(request: EditorRequest) -> dict[str, Any]:
    path = request.get_argument("path")
    return await _opened(request, path, request.session.store.read(path))


async def _opened(request: EditorRequest, path: str, stored: Stored) -> dict[str, Any]:
    config = await request.config()
    return {
        "path": path,
        "version": stored.version,
        "base": stored.text,
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


async def _render(request: EditorRequest) -> dict[str, Any]:
    asked, config = request.asked, await request.config()
    path = str(asked["path"])
    text = _text_of(asked, request.session.store.read(path).text, config)
    found = await request.preview.render_text(path, text)
    problems = [
        {"field": each.field, "line": each.line, "bodyLine": each.body_line, "isWarning": each.problem.is_warning}
        | {"key": each.problem.key, **request.told(each.problem)}
        for each in forms.placed(found.problems, text)
    ]
    if found.page is None:
        return {"problems": problems, "address": ""}
    request.session.site = found.site
    request.session.rendered[found.address] = alone(found.page)
    return {"problems": problems, "address": found.address, "isSettled": found.is_settled}


async def _save(request: EditorRequest) -> dict[str, Any]:
    asked, config = request.asked, await request.config()
    path = str(asked["path"])
    try:
        before = request.session.store.read(path).text
    except FileNotFoundError:  # removed meanwhile: the page knows what it began with
        before = ""
    text = _text_of(asked, str(asked.get("base") or before), config)
    return await _saved(request, path, text)


async def _approve(request: EditorRequest) -> dict[str, Any]:
    asked, config = request.asked, await request.config()
    path, by = str(asked["path"]), " ".join(str(asked["by"]).split())
    if config.approval is None or not by:
        raise ValueError("nothing to be approved, or by nobody")
    text = await request.preview.approved(
        path, request.session.store.read(path).text, Approver(by, _now(request, config).date())
    )
    return await _saved(request, path, text)


async def _review(request: EditorRequest) -> dict[str, Any]:
    path = request.get_argument("path")
    file = await request.preview.review(path, request.session.store.read(path).text)
    return {"name": file.name, "html": file.html, "by": file.by}


async def _withdraw(request: EditorRequest) -> dict[str, Any]:
    config = await request.config()
    return await _amended(
        request, {"withdrawn": {"date": f"{_now(request, config):%d/%m/%Y}", "reason": _reason(request)}}, config
    )


async def _correct(request: EditorRequest) -> dict[str, Any]:
    config = await request.config()
    updated = _now(request, config).strftime("%Y-%m-%dT%H:%M")
    return await _amended(request, {"correction": _reason(request), "updated": updated}, config)


async def _amended(request: EditorRequest, values: dict[str, Any], config: Config) -> dict[str, Any]:
    """The article with other values in its front matter; the text below it is nobody's concern here."""
    path = str(request.asked["path"])
    return await _saved(request, path, forms.changed(request.session.store.read(path).text, values, None, config))


async def _saved(request: EditorRequest, path: str, text: str) -> dict[str, Any]:
    """Writes the text, unless somebody else changed the file since the page showed it."""
    saved = request.session.store.save(path, str(request.asked["version"]), text, request.preview.instant())
    if isinstance(saved, Conflict):
        return {"theirs": await _opened(request, path, saved.theirs) if saved.theirs else None, "kept": saved.kept}
    return await _opened(request, path, saved)


def _now(request: EditorRequest, config: Config) -> datetime.datetime:
    return request.preview.instant().astimezone(ZoneInfo(config.timezone))


def _reason(request: EditorRequest) -> str:
    """The sentence that goes with an order. Raises ValueError if there is none."""
    reason = " ".join(str(request.asked["why"]).split())
    if not reason:
        raise ValueError("no reason")
    return reason


def _new(request: EditorRequest) -> dict[str, Any]:
    asked = request.asked
    path = new_article.article(
        request.preview.project, str(asked["title"]), str(asked.get("category", "")), request.preview.instant()
    )
    if like := asked.get("like"):
        stored = request.session.store.read(path)
        text = new_article.like(request.session.store.read(str(like)).text, stored.text)
        request.session.store.save(path, stored.version, text, request.preview.instant())
    return {"path": path}


def _translate(request: EditorRequest) -> dict[str, Any]:
    asked = request.asked
    return {"path": new_article.translation(request.preview.project, str(asked["path"]), str(asked.get("title", "")))}


def _file(request: EditorRequest) -> dict[str, Any]:
    name = request.get_argument("name")
    if kind_of(request.file) == "heic" and not variants.reads_heic():
        raise Mistakes([error("picture-heic", Place(""), file=name)])
    return {"path": request.session.store.place(request.get_argument("path"), name, request.file)}


def _paste(request: EditorRequest) -> dict[str, Any]:
    asked = request.asked
    place = partial(request.session.store.place, str(asked["path"]))
    found = pasted.markdown_of(str(asked.get("html", "")), str(asked.get("text", "")), place)
    shown = {"markdown": found.markdown, "pictures": list(found.pictures)}
    return {**shown, "missing": found.missing, "leftOut": list(found.left_out)}


async def _bring(request: EditorRequest) -> dict[str, Any]:
    config = await request.config()
    today = request.preview.instant().astimezone(ZoneInfo(config.timezone)).date()
    made = file_import.import_file(request.preview.project, config, (request.get_argument("name"), request.file), today)
    return {"paths": list(made.paths), "leftOut": list(made.left_out), "notes": request.words(made.problems)}


def _current(request: EditorRequest) -> dict[str, Any]:
    """The version of a file as it is now, '' for one that is gone; and which site the preview shows."""
    builds = request.preview.builds
    try:
        return {"version": request.session.store.read(request.get_argument("path")).version, "builds": builds}
    except FileNotFoundError:
        return {"version": "", "builds": builds}


def _history(request: EditorRequest) -> dict[str, Any]:
    kept = request.session.store.versions(request.get_argument("path"))
    return {"versions": [{"name": each.name, "instant": each.instant.isoformat("T", "seconds")} for each in kept]}


async def _version(request: EditorRequest) -> dict[str, Any]:
    path, config = request.get_argument("path"), await request.config()
    text = request.session.store.version(path, request.get_argument("name"))
    shown = forms.shown(text, path, config, ZoneInfo(config.timezone))
    if not shown["isForm"]:
        return {"text": text, "isForm": False}
    values = {name: shown["values"].get(name, "") for name in ("title", "lead")}
    return {"text": text, "isForm": True, **values, "body": shown["body"], "digest": shown["digest"]}


READ: dict[str, Callable[[EditorRequest], Any]] = {
    "articles": _articles,
    "article": _article,
    "current": _current,
    "history": _history,
    "version": _version,
    "review": _review,
}
WRITE: dict[str, Callable[[EditorRequest], Any]] = {
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
