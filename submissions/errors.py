from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.records import Hold


class IdIsTaken(Refusal):
    """The id belongs to something else, perhaps of somebody else."""

    code = "id_taken"
    message = _("This could not be kept. Send it again.")


class KindIsUnknown(Refusal):
    """No app takes this, or no longer."""

    code = "kind_unknown"
    message = _("The portal does not know what this is. Open the page again and send it from there.")


class CannotBeRead(Refusal):
    """What came is not in the shape of a record."""

    code = "unreadable"
    status = HTTPStatus.BAD_REQUEST
    message = _("This cannot be read. Open the page again.")


class IsTooLarge(Refusal):
    """More than is read at once."""

    code = "too_large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    message = _("This is more than can be sent at once. Open the page and write it in smaller parts.")


class NotYours(Refusal):
    """What it is about is not there for her."""

    code = "not_yours"
    message = _("This is not open to you now.")


class SomebodyElseIsIn(Refusal):
    """The batch is not of who hands it in."""

    code = "somebody_else"
    status = HTTPStatus.CONFLICT
    message = _("Somebody else is signed in on this phone now. What waits here goes when its owner signs in.")


class FileGoesByItself(Refusal):
    """A file by a door where everybody waits for who is before."""

    code = "file_by_itself"
    message = _("A photo or a voice message cannot be sent from this page. Open the page again and send it from there.")


class TooMuchAtOnce(Refusal):
    """More than one person hands in by hand."""

    code = "too_fast"
    status = HTTPStatus.TOO_MANY_REQUESTS
    message = _("This is a lot at once. It goes on in a minute.")


class CouldNotBeDealtWith(Hold):
    """Our own fault; somebody will look at it."""

    code = "our_fault"
    message = _("The portal could not deal with this. It is kept, and we look at it.")


class FileCannotBeRead(Refusal):
    """It is no file that a phone wrote, or not all of it."""

    code = "unreadable"
    message = _("This is not a file from “Waiting to be sent”, or a part of it is missing. Choose another file.")


class FileWasChanged(Refusal):
    """What stands in it is not what the phone signed."""

    code = "changed"
    message = _("This file is not as the phone wrote it. Write it once more on that phone. Nothing of it was taken.")


class FileIsOfSomebodyElse(Refusal):
    """Who hands it in is neither who wrote it nor somebody who may carry for her."""

    code = "somebody_else"
    message = _("You cannot hand in this file. Whoever wrote it can hand it in, or her trainer.")


class AccountIsClosed(Refusal):
    """Who wrote it takes part no more."""

    code = "account_closed"
    message = _(
        "The account of whoever wrote this file is closed. Nothing of it was taken. Keep the file, and ask the office."
    )


class KeyHasEnded(Refusal):
    """The file is as it was signed, by a key that no longer speaks for her."""

    code = "key_ended"
    message = _(
        "She has a new PIN since this file was written, or it is old. Only she can hand it in now, on any phone."
    )


class TooManyFiles(Refusal):
    """More than one person brings by hand."""

    code = "too_fast"
    status = HTTPStatus.TOO_MANY_REQUESTS
    message = _("These are a lot of files at once. Go on in a minute.")
