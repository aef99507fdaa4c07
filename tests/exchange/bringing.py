"""Helpers of who brings a list in."""

from exchange.models import Import, ImportRow

HEAD = "Name,Consent signed on paper on,Phone,Gender,Member code\n"


def verdicts() -> list[tuple[str, str]]:
    """Of each row what it would do, and the columns at fault."""
    newest = Import.objects.latest("created_at")
    return [(row.verdict, " ".join(sorted(row.reasons))) for row in ImportRow.objects.filter(of=newest)]
