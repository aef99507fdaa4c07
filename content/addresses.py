"""Where pages are found in the browser, without asking the database."""

from collections.abc import Callable

from wagtail.models import Site


def page_address(url_path: str, language: str) -> str:
    """The address of a page, from Wagtail's own path of it."""
    return addresses_in(language)(url_path)


def address_above(address: str) -> str:
    """The address of the page above the one at ``address``."""
    return address[: address.rstrip("/").rfind("/") + 1]


def addresses_in(language: str) -> Callable[[str], str]:
    """:func:`page_address` for many pages of one language: the front page's path is asked for once."""
    root = root_path(language)
    return lambda url_path: f"/{language}/{url_path.removeprefix(root)}"


def root_path(language: str) -> str:
    """Wagtail's path of the front page in ``language``; Wagtail keeps it in the cache."""
    paths = Site.get_site_root_paths()
    return next((path.root_path for path in paths if path.language_code == language), "/")
