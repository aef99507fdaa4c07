"""Making sound and video light: asked for by who uploads, made by a long job, played once it is done."""

import uuid
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files import File
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from core.errors import Refusal
from jobs.services import JobResult, start_long_job
from jobs.services.kinds import SaysProgress
from media import ffmpeg
from media.containers import HEAD_BYTES, Container, container_of
from media.enums import LightKind, LightState
from media.errors import FfmpegIsMissing, FileCannotBeRead, FileIsGone, TakesTooLong
from media.lightening import NEEDED_STREAM, Found, found_in, is_worth_it, lightening, probing, seconds_done
from media.models import LearningMedia, LightRendition
from media.queries import never_made_light

LIGHTEN = "media.lighten"


@transaction.atomic
def ask_for_light(media: LearningMedia, *, by: Any) -> LightRendition:
    """Have the light version of what ``media`` holds now made, on behalf of the user ``by``; until then the original
    plays. What was made of an earlier file goes.
    """
    made = LightRendition.objects.filter(media=media, kind=media.type).first()
    if made and made.file:
        storage, name = made.file.storage, str(made.file.name)
        transaction.on_commit(lambda: storage.delete(name), robust=True)
    asked = uuid.uuid4()
    title = _("Light version of “%(title)s”") % {"title": media.title}
    job = start_long_job(LIGHTEN, by=by, title=title[:300], payload={"asked": str(asked)})
    anew = {"asked": asked, "job": job, "state": LightState.ASKED, "file": "", "bytes": 0, "seconds": 0}
    return LightRendition.objects.update_or_create(media=media, kind=media.type, defaults=anew)[0]


def ask_for_light_of_all(*, by: Any) -> int:
    """Ask for those that were never asked for or could not be made; how many they are."""
    missing = list(never_made_light())
    for media in missing:
        ask_for_light(media, by=by)
    return len(missing)


def make_light(payload: dict[str, Any], progress: SaysProgress, *, run: ffmpeg.Run = ffmpeg.run) -> JobResult:
    """The long job: begun anew it makes the same again. Raises a Refusal where nothing can be made of the file."""
    asked = LightRendition.objects.select_related("media").filter(asked=payload["asked"])
    rendition = asked.first()
    if rendition is None:
        raise FileIsGone
    try:
        with TemporaryDirectory(prefix="light-") as folder:
            return _make(rendition, Path(folder), progress, run)
    except Refusal:
        asked.update(state=LightState.REFUSED)
        raise


def _make(rendition: LightRendition, folder: Path, progress: SaysProgress, run: ffmpeg.Run) -> JobResult:
    if not ffmpeg.is_there():
        raise FfmpegIsMissing
    original, target = folder / "original", folder / "light.webm"
    container = _fetched(rendition.media, original)
    kind = LightKind(rendition.kind)
    found = _found(original, container, kind, run)
    of, reached = max(1, round(found.seconds)), [0.0]

    def tell(line: str) -> None:
        seconds = seconds_done(line)
        if seconds is not None:
            reached.append(seconds)
            progress(min(round(seconds), of - 1), of, _("Seconds of it that are done"))

    progress(0, of)
    try:
        run(lightening(kind, original, container.demuxer, target), tell, ffmpeg.LONGEST_RUN_SECONDS)
    except ffmpeg.TookTooLong:
        raise TakesTooLong from None
    except ffmpeg.RunFailed:
        raise FileCannotBeRead from None
    return _kept(rendition, target, original.stat().st_size, found.seconds or max(reached))


def _fetched(media: LearningMedia, target: Path) -> Container:
    """A copy under a name of ours, wherever uploads lie, and what kind of file it is."""
    try:
        with media.file.open("rb") as kept, target.open("wb") as copy:
            for chunk in kept.chunks():
                copy.write(chunk)
    except FileNotFoundError:
        raise FileIsGone from None
    with target.open("rb") as copy:
        container = container_of(copy.read(HEAD_BYTES))
    if container is None:
        raise FileCannotBeRead
    return container


def _found(original: Path, container: Container, kind: LightKind, run: ffmpeg.Run) -> Found:
    told: list[str] = []
    try:
        run(probing(original, container.demuxer), told.append, ffmpeg.PROBE_SECONDS)
        found = found_in("".join(told))
    except (ffmpeg.RunFailed, ValueError):
        raise FileCannotBeRead from None
    if NEEDED_STREAM[kind] not in found.streams:
        raise FileCannotBeRead
    if found.is_too_much(kind):
        raise TakesTooLong
    return found


def _kept(rendition: LightRendition, target: Path, original_bytes: int, seconds: float) -> JobResult:
    light_bytes = target.stat().st_size
    sizes = {"light": filesizeformat(light_bytes), "original": filesizeformat(original_bytes)}
    if not is_worth_it(light_bytes, original_bytes):
        _note(rendition, state=LightState.NOT_NEEDED)
        return JobResult(words=_("The original weighs %(original)s and is light already: it plays as it is.") % sizes)
    with target.open("rb") as made:
        rendition.file.save(f"{Path(rendition.media.file.name).stem}.webm", File(made), save=False)
    name = str(rendition.file.name)
    try:
        _note(rendition, state=LightState.DONE, file=name, bytes=light_bytes, seconds=seconds)
    except Exception:
        rendition.file.storage.delete(name)
        raise
    return JobResult(words=_("It weighs %(light)s in place of %(original)s.") % sizes)


@transaction.atomic
def _note(rendition: LightRendition, **values: Any) -> None:
    """In the row as it was asked for: a file that was replaced meanwhile has been asked for anew."""
    row = LightRendition.objects.select_for_update().filter(asked=rendition.asked).first()
    if row is None:
        raise FileIsGone
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
