"""How pictures are kept in their sizes."""

from typing import Any

from wagtail.images.models import SourceImageIOError

from portal.storage import Uploads


class PictureSizes(Uploads):
    """A size that cannot be kept, for the disk is full, is shown as missing; the page it stands in is drawn."""

    def _save(self, name: str, content: Any) -> str:
        try:
            return super()._save(name, content)
        except OSError as error:
            raise SourceImageIOError(str(error)) from error
