"""How static files are named and packed, and how uploads are kept."""

from functools import cache
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Names that carry the file's hash, in the imports of our scripts too, so that browsers keep them for a year."""

    support_js_module_import_aggregation = True

    def url(self, name: str, force: bool = False) -> str:
        """Found out once a process: a page names a dozen, and they are the same as long as the portal runs."""
        return self._named_once(name) if not force and not settings.DEBUG else super().url(name, force)

    @cache  # noqa: B019  (there is one of it, as long as the process lives)
    def _named_once(self, name: str) -> str:
        return super().url(name)


class Uploads(FileSystemStorage):
    """A file is kept whole or not at all: what a full disk has cut off does not stay."""

    def _save(self, name: str, content: Any) -> str:
        is_new = not self.exists(name)
        try:
            return super()._save(name, content)
        except OSError:
            if is_new and self.exists(name):
                self.delete(name)
            raise
