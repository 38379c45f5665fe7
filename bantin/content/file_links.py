"""The files that texts and front matter name → the published ones, or what is wrong with them."""

from collections.abc import Collection
from dataclasses import dataclass

from bantin.content import link_suggestions
from bantin.content.assets import AssetManifest
from bantin.content.destinations import Destination
from bantin.content.file_facts import FileFacts, Image
from bantin.content.file_names import other_files
from bantin.content.file_problems import no_picture, refused, unread
from bantin.content.file_references import located, named_file, relative
from bantin.content.model import Article
from bantin.content.names import Folders
from bantin.markdown.body import Picture
from bantin.problems import Place, Problem, error
from bantin.yaml.values import Text


@dataclass(frozen=True, eq=False)
class FileResolver:
    """Finds the files under content/ that are named, and those that were meant."""

    manifest: AssetManifest
    keys: Collection[str]
    """Of all articles and plain pages, public or not."""
    near: Folders
    """The paths of all files that are no texts."""

    def is_there(self, path: str | None) -> bool:
        """Whether anything lies at this path under content/, be it unreadable."""
        manifest = self.manifest
        return path is not None and (
            path in manifest.names or path in manifest.folders or manifest.unread_at(path) is not None
        )

    def picture(self, reference: Picture, article: Article) -> Image | Problem:
        """The picture that `reference` shows in `article`."""
        path = located(article.own.path, reference.target)
        found = self._facts(path, reference.target, reference.place, article.own.path, "picture-missing")
        if isinstance(found, Problem):
            return found
        if found.path not in self.manifest.pictures:
            return no_picture(found, reference.target, reference.place)
        return self.manifest.pictures[found.path].image(reference.alt, reference.caption)

    def linked(self, target: str, place: Place, source: str) -> Destination | Problem:
        """Where a link of the content file `source` leads whose target is a file."""
        found = self._facts(located(source, target), target, place, source, "link-file")
        if isinstance(found, Problem):
            return found
        return Destination(self.manifest.attachments[found.path])

    def named(self, written: Text, source: str, missing: str) -> FileFacts | Problem:
        """The file that the front matter of `source` names; `missing` is the problem's key if there is none."""
        return self._facts(named_file(source, written.text), written.text, written.place, source, missing)

    def _facts(self, path: str | None, target: str, place: Place, source: str, missing: str) -> FileFacts | Problem:
        if path is None:
            key = "link-leaves-content" if ":" not in target else "picture-outside"
            return error(key, place, target=target)
        facts = self.manifest.files.get(path)
        if facts is None:
            if trouble := self.manifest.unread_at(path):
                return unread(trouble, path, target, place)
            if path in self.manifest.folders:
                return self.folder(path, target, place)
            return self._missing(path, target, place, source, missing)
        if facts.refusal:
            if missing == "picture-missing" and not facts.is_picture:
                return no_picture(facts, target, place)
            return refused(facts, target, place)
        if facts.trouble:
            return error(facts.trouble, place, file=target, pixels=facts.width * facts.height, bytes=facts.size)
        return facts

    def _missing(self, path: str, target: str, place: Place, source: str, missing: str) -> Problem:
        """That there is no such file, and which was meant."""
        if self.is_there(named := located(source, link_suggestions.unquoted(target))):
            return error("link-quotes", place, file=target, near=relative(source, named or ""))
        if missing == "link-file":
            for key in link_suggestions.sources(path):
                if key in self.keys:
                    near = relative(source, f"content/{key}.md")
                    return error("link-article-near", place, target=target, near=near)
        if self.is_there(before := located(source, link_suggestions.named_before(target))):
            return error(f"{missing}-near", place, file=target, near=relative(source, before or ""))
        if near := self.near.nearest(path):
            return error(f"{missing}-near", place, file=target, near=relative(source, near))
        return error(missing, place, file=target)

    def folder(self, path: str, target: str, place: Place) -> Problem:
        """That a folder bears the name of the file that was meant."""
        inside = min((name for name in self.manifest.names if name.startswith(f"{path}/")), default="")
        if not inside:
            return error("file-is-folder", place, file=target)
        near = f"{target.rstrip('/')}{inside.removeprefix(path)}"
        return error("file-is-folder-near", place, file=target, near=near)


def file_resolver(manifest: AssetManifest, keys: Collection[str]) -> FileResolver:
    """The resolver of a manifest's files; `keys` are those of all articles and plain pages, public or not."""
    return FileResolver(manifest, keys, Folders(other_files(frozenset(manifest.names))))
