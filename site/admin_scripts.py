"""Which inline scripts of Wagtail's admin may run: only its own calls that start a widget, with plain data in them.

Wagtail puts a handful of one-line scripts beside its date fields, choosers and inline panels. Each is let through by a
nonce, and only when the whole of it is such a call whose arguments are strict JSON: a script that got into a page in
any other way has no nonce and does not run.
"""

import json
import re

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_CALL = re.compile(
    r"\s*(?:new (?:[A-Z][A-Za-z]*)?Chooser|init(?:Date|Time|DateTime)Chooser|create(?:Task|Media)Chooser)\((.*)\);?\s*",
    re.DOTALL,
)
_PANEL = re.compile(
    r"\s*\(function\(\) \{\s*var panel = new \w+Panel\(JSON\.parse\((\".*\")\)\);\s*\}\)\(\);\s*",
    re.DOTALL,
)


def with_nonces(html: str, nonce: str) -> str:
    """``html`` with ``nonce`` on each inline script that starts one of Wagtail's widgets, and on no other."""
    return _SCRIPT.sub(lambda found: _marked(found, nonce), html)


def starts_a_widget(script: str) -> bool:
    """Whether ``script`` is one call of Wagtail's own with nothing but JSON in it."""
    call = _CALL.fullmatch(script)
    if call:
        return _is_json(f"[{call.group(1)}]")
    panel = _PANEL.fullmatch(script)
    return panel is not None and _is_json(panel.group(1))


def _marked(found: re.Match[str], nonce: str) -> str:
    if not starts_a_widget(found.group(1)):
        return found.group(0)
    return f'<script nonce="{nonce}">{found.group(1)}</script>'


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
