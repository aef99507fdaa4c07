"""What the worker is made of, and what is in a bundle."""

import json
import os
import re
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from core.enums import Language
from offline.kinds import Bundle, KeptPage, bundles, done_alone, pages_of_today, private_files
from people.models import User

WORKER = Path(__file__).parent / "static" / "offline" / "worker"
# One script in this order; `main` says first what the others look up.
PARTS = ("main", "shell", "pages", "kept", "bundles", "readers", "news")
SHELL_FILES = (".css", ".js", ".svg", ".png")
# The pages of everybody's day whose apps stand below this one.
OF_EVERY_DAY = ("desk:home", "notifications:list")
NOT_IN_THE_SHELL = ("offline/worker/", "offline/icons/")
IMPORTED = re.compile(r"""(?:from|import) ?\(?"(\.[^"]+)\"""")


def bundle_of(user: User, kind: str, key: str) -> Bundle | None:
    """What is kept under this kind and key; None where nothing of it is hers to read."""
    return bundles.get(kind)(user, key) if kind in bundles else None


def day_of(user: User, key: str) -> Bundle | None:
    """What apps lend to her day, each page once."""
    pages = {address: KeptPage(address) for address in map(reverse, OF_EVERY_DAY)}
    for lent in pages_of_today:
        for page in lent(user):
            pages.setdefault(page.address, page)
    return Bundle(translation.gettext("My day"), list(pages.values()))


def no_line_page(language: str) -> str:
    """The page that says that something is not there, for anybody."""
    with translation.override(language):
        return render_to_string(
            "offline/no_line.html",
            {"sign_out": reverse("account_logout"), "sign_in": reverse("account_login"), "alone": done_alone.items()},
        )


def shell() -> list[str]:
    """Addresses of the scripts, styles and drawings of all apps of ours and of the frame."""
    return [static(name) for name in _names_of_the_shell()]


def shell_for_strangers() -> list[str]:
    """Those among them that the page for what is not there needs: whoever has no account keeps no other page."""
    pages = no_line_page(Language.ENGLISH)
    needed = [name for name in _names_of_the_shell() if static(name) in pages]
    for name in needed:  # grows by what they import
        needed += [each for each in dict.fromkeys(_imports_of(name)) if each not in needed]
    return [static(name) for name in needed]


@cache
def build() -> str:
    """Changes when anything does that the phone keeps of the portal itself."""
    pages = [no_line_page(language) for language in Language.values]
    return sha256("\n".join([*shell(), _worker(), *pages]).encode()).hexdigest()[:12]


def worker_script(*, for_strangers: bool = False) -> str:
    """The worker, with what it has to know of this build before it."""
    facts: dict[str, Any] = {
        "build": build(),
        "shell": shell_for_strangers() if for_strangers else shell(),
        "languages": Language.values,
        "noLine": reverse("offline:no-line", args=["-language-"]),
        "statics": settings.STATIC_URL,
        "files": [settings.MEDIA_URL, *private_files],
        "speak": reverse("people:set-language", args=["-"]).removesuffix("-/"),
        "signOut": reverse("account_logout"),
        "doors": ["/account/", reverse("people:choose-person")],
        "apart": ["/admin/", "/api/", "/live/", "/documents/", "/health/"],
        "always": [reverse(name) for name in ("submissions:mine", "offline:kept", *OF_EVERY_DAY)],
        "desk": reverse("desk:home"),
        "icon": static("offline/icons/round-192.png"),
        "homes": ["/", *(f"/{language}/" for language in Language.values)],
        "alone": {name: each.addresses for name, each in done_alone.items()},
        "fetched": [reverse(each.fetched) for each in done_alone],
        "seconds": settings.SESSION_COOKIE_AGE,
        "patience": settings.KEPT_PAGE_AFTER,
    }
    return f"self.PORTAL = {json.dumps(facts)};\n{_worker()}"


def _worker() -> str:
    return "\n".join((WORKER / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)


@cache
def _names_of_the_shell() -> list[str]:
    own = [Path(config.path) / "static" for config in apps.get_app_configs()]
    folders = [folder for folder in own if folder.parent.parent == settings.BASE_DIR and ".venv" not in folder.parts]
    folders += [Path(folder) for folder in settings.STATICFILES_DIRS]
    names = {
        path.relative_to(folder).as_posix()
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in SHELL_FILES
    }
    return sorted(name for name in names if not name.startswith(NOT_IN_THE_SHELL))


def _imports_of(name: str) -> list[str]:
    """The names of what a script imports."""
    found = finders.find(name) if name.endswith(".js") else None
    if not isinstance(found, str):
        return []
    folder = PurePosixPath("/") / PurePosixPath(name).parent
    told = IMPORTED.findall(Path(found).read_text(encoding="utf-8"))
    return [os.path.normpath(folder / each).removeprefix("/") for each in told]
