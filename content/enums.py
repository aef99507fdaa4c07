"""The fixed values of content."""

SOURCE_LANGUAGE = "en"
