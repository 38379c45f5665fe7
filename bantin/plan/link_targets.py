"""All that a link can lead to, for comparing it after an edit with what it was."""

from collections.abc import Mapping
from dataclasses import dataclass

from bantin.content.model import Article


@dataclass(frozen=True, slots=True, eq=False)
class LinkTargets:
    """Where each article, page and file of the site stands: while this is as it was, so is where links lead, except to
    headings. To compare two is quick where they share the articles that are as they were; they cannot be hashed.
    """

    by_key: Mapping[str, Mapping[str, Article]]
    others: tuple[object, ...]

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        """Whether everything stands where it stood."""
        if not isinstance(other, LinkTargets) or [*self.by_key] != [*other.by_key] or self.others != other.others:
            return False
        pairs = zip(self.by_key.values(), other.by_key.values(), strict=True)
        changed = [(group, old) for group, old in pairs if group is not old]
        return all(_stand(group) == _stand(old) for group, old in changed)

    def exchanged(self, last: "LinkTargets | None") -> tuple[set[Article], list[Article]]:
        """The articles and plain pages that are gone since then, also those in whose place stand others; and those that
        have come.
        """
        before = last.by_key if last else {}
        changed = [key for key, group in self.by_key.items() if before.get(key) is not group]
        gone = {
            each for key in (*changed, *(before.keys() - self.by_key.keys())) for each in before.get(key, {}).values()
        }
        came = [each for key in changed for each in self.by_key[key].values()]
        return gone.difference(came), [each for each in came if each not in gone]


def _stand(group: Mapping[str, Article]) -> list[tuple[str, str, bool]]:
    return [(each.code, each.address, each.own.is_page) for each in group.values()]
