"""The shapes we ask a model to answer in."""

from pydantic import BaseModel, Field


class Written(BaseModel):
    """A caption without hashtags, and the hashtags."""

    caption: str = Field(min_length=1, max_length=4000)
    hashtags: list[str] = Field(max_length=30)


class InLanguage(BaseModel):
    """A caption without hashtags in one language, named by its code."""

    language: str
    caption: str = Field(min_length=1, max_length=4000)


class WrittenInLanguages(BaseModel):
    """The same caption in several languages, and the hashtags below them all."""

    captions: list[InLanguage] = Field(min_length=1, max_length=10)
    hashtags: list[str] = Field(max_length=30)


class Options(BaseModel):
    """Several captions to choose from."""

    options: list[Written] = Field(min_length=1, max_length=10)


class OptionsInLanguages(BaseModel):
    """Several captions to choose from, each in several languages."""

    options: list[WrittenInLanguages] = Field(min_length=1, max_length=10)


class EventRead(BaseModel):
    """An event as a model reads it out of a text; null for what the text does not say.

    starts_local, doors_local: ISO 8601 without a zone, on the venue's wall clock. What was asked for later
    has a default, so that a model which leaves it out is understood all the same.
    """

    name: str | None
    starts_local: str | None
    venue: str | None
    city: str | None
    lineup: list[str]
    price: str | None
    doors_local: str | None = None
    ticket_link: str | None = None
    description: str | None = None


class PictureSeen(BaseModel):
    """What a picture shows, in one or two sentences."""

    alt_text: str = Field(min_length=1, max_length=1000)
