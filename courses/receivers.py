"""What follows in courses from a change of their pages and words: the rows of lessons are kept in step.

These are Django's and Wagtail's own signals, within the transaction of the change: there is no other place that every
way of making, moving, publishing and deleting a page passes through.
"""

from typing import Any
from uuid import UUID

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from content.editions import new_edition
from content.services import remember_deletion
from courses.errors import LessonIsNeverPrivate
from courses.models import CoursePage, Lesson, LessonPage, ModulePage, Term
from courses.services import keep_lessons, term_source


@receiver(post_save, sender=CoursePage)
@receiver(post_save, sender=ModulePage)
@receiver(post_save, sender=LessonPage)
def page_was_saved(sender: type[Page], instance: Page, raw: bool = False, **kwargs: Any) -> None:
    """Made, renamed, published or unpublished."""
    if not raw:
        _keep(_course_above(instance))


@receiver(post_page_move, sender=CoursePage)
@receiver(post_page_move, sender=ModulePage)
@receiver(post_page_move, sender=LessonPage)
def page_was_moved(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Within its course, or to another: then the one it left changes, too."""
    moved = Page.objects.descendant_of(instance, inclusive=True).values("translation_key")
    left = Lesson.objects.filter(pk__in=moved).values_list("course_key", flat=True)
    _keep({*left, *_course_above(instance)})


@receiver(post_delete, sender=Page)
def page_was_deleted(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """The lesson stays, for what was done with it."""
    _keep(set(Lesson.objects.filter(pk=instance.translation_key).values_list("course_key", flat=True)))


@receiver([post_save, post_delete], sender=Term)
def words_have_changed(sender: type[Term], **kwargs: Any) -> None:
    """Readers see them."""
    new_edition()


@receiver(post_delete, sender=Term)
def word_was_deleted(sender: type[Term], instance: Term, **kwargs: Any) -> None:
    """The file it came from does not bring it back."""
    if instance.source:
        remember_deletion(term_source(instance.source), key=instance.course_key, digest=instance.digest)


@receiver(pre_save, sender=PageViewRestriction)
def lesson_is_never_private(sender: type[PageViewRestriction], instance: PageViewRestriction, **kwargs: Any) -> None:
    """What would be ignored is refused: the editor's page does not offer it, and nothing else may write it."""
    if instance.page.specific_class in (ModulePage, LessonPage):
        raise LessonIsNeverPrivate


def _course_above(page: Page) -> set[UUID]:
    paths = [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)]
    return set(CoursePage.objects.filter(path__in=paths).values_list("translation_key", flat=True))


def _keep(course_keys: set[UUID]) -> None:
    for key in course_keys:
        keep_lessons(key)
