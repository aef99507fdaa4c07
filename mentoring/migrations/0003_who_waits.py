from django.db import migrations
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce


def note_who_waits(apps, schema_editor):
    """Of each talk, when the first word came that no mentor has answered since."""
    Thread, Message = apps.get_model("talks", "Thread"), apps.get_model("talks", "Message")
    member = apps.get_model("talks", "ThreadMember")
    mentors = member.objects.filter(thread=OuterRef("thread"), role="mentor").values("person")
    of_mentors = Message.objects.filter(thread=OuterRef("thread"), author__in=mentors).order_by("-sequence")
    since = Message.objects.filter(
        thread=OuterRef("pk"), sequence__gt=Coalesce(Subquery(of_mentors.values("sequence")[:1]), 0)
    ).order_by("sequence")
    of_lessons = Thread.objects.filter(context_kind="lesson")
    of_lessons.update(waits_since=Subquery(since.values("received_at")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0002_initial"),
        ("talks", "0003_waits_since"),
    ]

    operations = [
        migrations.RunPython(note_who_waits, migrations.RunPython.noop),
    ]
