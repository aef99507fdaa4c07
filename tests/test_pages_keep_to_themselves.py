"""What a browser is given: no inline script or style, and nothing to load from anybody else."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.access_world import TABLE, World, ask

ROOT = Path(__file__).resolve().parents[1]


def _ours(pattern: str) -> list[Path]:
    """Our own files; ``var`` holds what was collected from packages too."""
    return sorted(path for path in ROOT.glob(pattern) if path.relative_to(ROOT).parts[0] != "var")


TEMPLATES = _ours("*/templates/**/*.html")
STYLES = _ours("*/static/**/*.css")
SCRIPTS = _ours("*/static/**/*.js")
DRAWINGS = _ours("*/static/**/*.svg")

ELSEWHERE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
DATA_TYPES = {"application/json", "application/ld+json"}
# What a browser fetches by itself; the href of an <a> is only followed by a press.
LOADED = {"src", "srcset", "poster", "data", "action", "formaction", "background", "manifest", "ping"}
LOADING_HREF = {"link", "use", "image", "base", "feimage"}
# allauth hides a form that holds one hidden field; the policy drops the attribute, and nothing shows all the same.
LET_BE = {("account_change_phone", "style attribute of form")}
NAMESPACES = re.compile(r"""["'`]http://www\.w3\.org/[\w/.#]+["'`]""")


class Finder(HTMLParser):
    """Collects what a page must not hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "script" and not given.get("src") and given.get("type") not in DATA_TYPES:
            self._note("inline script")
        if tag == "style":
            self._note("style element")
        for name, value in given.items():
            if name == "style" or re.fullmatch(r"on[a-z]+", name):
                self._note(f"{name} attribute of {tag}")
            if re.match(r"\s*javascript:", value, re.IGNORECASE):
                self._note(f"script in {name} of {tag}")
            loads = name in LOADED or (name in ("href", "xlink:href") and tag in LOADING_HREF)
            if loads and ELSEWHERE.match(value):
                self._note(f"{tag} loads {value}")

    def _note(self, what: str) -> None:
        self.found.append(what)


def _found_in(html: str) -> list[str]:
    finder = Finder()
    finder.feed(html)
    return finder.found


def _plain(template: str) -> str:
    """The template as a browser's parser can read it: Django's tags and comments taken out."""
    return re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", template)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<script type="module">go()</script>',
        '<p style="color: red">x</p>',
        "<style>p { color: red }</style>",
        '<button onclick="go()">x</button>',
        '<a href="javascript:go()">x</a>',
        '<script src="https://cdn.example/a.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/a.css">',
        '<img src="HTTP://pixel.example/a.gif">',
    ],
)
def test_the_finder_finds(html):
    assert len(_found_in(html)) == 1


@pytest.mark.parametrize(
    "html",
    [
        '<script src="/static/a.js" type="module"></script>',
        '<script id="data" type="application/json">{"a": 1}</script>',
        '<a href="https://nrlm.example/">More</a>',
        '<img src="/uploads/a.png" alt="">',
    ],
)
def test_the_finder_lets_pass(html):
    assert _found_in(html) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_inline_script_style_or_an_address_elsewhere(path):
    assert _found_in(_plain(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", [*STYLES, *DRAWINGS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_style_or_drawing_loads_from_elsewhere(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"""url\(\s*["']?\s*(?:https?:)?//[^)]*|@import[^;]*//[^;]*""", text, re.IGNORECASE) == []
    assert not re.search(r"""<script|\bon\w+=["']|href=["'](?:https?:)?//""", text, re.IGNORECASE)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_script_names_an_address_elsewhere_or_runs_text(path):
    text = NAMESPACES.sub("", path.read_text(encoding="utf-8"))
    assert re.findall(r"""["'`](?:(?:https?|wss?):)?//[\w$]""", text) == []
    assert re.findall(r"\beval\(|\bnew Function\(|\.innerHTML\s*\+?=|\.outerHTML\s*=|document\.write", text) == []


@pytest.mark.django_db
def test_no_page_as_it_is_served_holds_any_of_these_either():
    world, wrong, seen = World(), [], 0
    for role in ("stranger", "learner", "manager", "editor"):
        session = world.sign_in(role)
        for row in TABLE:
            if row.method == "GET" and row.expected(role) in ("200", "403", "404"):
                response = ask("GET", world.path(row), session)
                if response.headers.get("Content-Type", "").startswith("text/html"):
                    seen += 1
                    found = [each for each in _found_in(response.text) if (row.name, each) not in LET_BE]
                    wrong += [f"{row} for {role}: {each}" for each in found]
    assert not wrong, "\n".join(wrong)
    assert seen > 120


def test_there_is_something_to_look_at():
    assert min(len(TEMPLATES), len(STYLES) * 20, len(SCRIPTS)) > 15
