"""Where pages are found in the browser, without asking the database."""

from wagtail.models import Site


def page_address(url_path: str, language: str) -> str:
    """The address of a page, from Wagtail's own path of it."""
    return f"/{language}/{url_path.removeprefix(root_path(language))}"


def root_path(language: str) -> str:
    """Wagtail's path of the front page in ``language``; Wagtail keeps it in the cache."""
    paths = Site.get_site_root_paths()
    return next((path.root_path for path in paths if path.language_code == language), "/")
