"""Pages that an editor writes, who reads them before they go out, and what visitors have told."""

from naboskap.website.models.kept import LaidPage, MissedAddress, PageFault
from naboskap.website.models.landings import LandingPage
from naboskap.website.models.news import NewsListPage, NewsPage
from naboskap.website.models.pages import (
    OFTEN_ASKED,
    SCHOOL,
    ContentPage,
    Correctable,
    HomePage,
    LessonPage,
    OurPage,
)
from naboskap.website.models.programmes import ProgrammePage
from naboskap.website.models.reading import SEND_AGAIN, SecondReader
from naboskap.website.models.sections import SectionPage

__all__ = [
    "OFTEN_ASKED",
    "SCHOOL",
    "SEND_AGAIN",
    "ContentPage",
    "Correctable",
    "HomePage",
    "LaidPage",
    "LandingPage",
    "LessonPage",
    "MissedAddress",
    "NewsListPage",
    "NewsPage",
    "OurPage",
    "PageFault",
    "ProgrammePage",
    "SecondReader",
    "SectionPage",
]
