from core.local_text import SOURCE

SOURCE_LANGUAGE = SOURCE.value
