"""What every shape in a content file is made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Line = Annotated[str, Field(min_length=1, max_length=400)]
Words = Annotated[str, Field(min_length=1, max_length=1200)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Strict(BaseModel):
    """A part of a file: it has no fields but those named, and blanks around a text are taken off."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
