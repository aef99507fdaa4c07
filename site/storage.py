"""How static files are named and packed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Names that carry the file's hash, in the imports of our scripts too, so that browsers keep them for a year."""

    support_js_module_import_aggregation = True
