"""By what rules texts are read, and the key that stands for them in the cache."""

import hashlib
from dataclasses import dataclass

from bantin.build.text_tasks import reading_context
from bantin.content.config_types import Config
from bantin.disk.program import program_digest
from bantin.locale import Language


@dataclass(frozen=True, slots=True)
class TextRules:
    """All that decides what is made of a text, beside the text."""

    config: Config
    context: bytes
    """What a worker must know of it (`text_tasks.reading_context`)."""
    key: str
    """Stands for all of it, the program included: what was read by other rules is not believed."""

    @classmethod
    def of(cls, config: Config, languages: tuple[Language, ...]) -> "TextRules":
        """The rules of a portal."""
        context = reading_context(config, languages)
        key = hashlib.blake2b(context + program_digest().encode(), digest_size=16).hexdigest()
        return cls(config, context, key)
