from portal.formats.indian import *  # noqa: F403  # Django looks for a module of each language
