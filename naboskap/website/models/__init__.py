"""Pages that an editor writes, who reads them before they go out, and what visitors have told."""

from naboskap.website.models.files import FileWords, LibraryFile
from naboskap.website.models.kept import LaidPage, MissedAddress, PageFault
from naboskap.website.models.landings import LandingPage
from naboskap.website.models.library import LibraryPage, PublicationFile, PublicationPage
from naboskap.website.models.looks import PageLook
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
from naboskap.website.models.reading import APPROVE_READ, SEND_AGAIN, SecondReader
from naboskap.website.models.sections import SectionPage

__all__ = [
    "APPROVE_READ",
    "OFTEN_ASKED",
    "SCHOOL",
    "SEND_AGAIN",
    "ContentPage",
    "Correctable",
    "FileWords",
    "HomePage",
    "LaidPage",
    "LandingPage",
    "LessonPage",
    "LibraryFile",
    "LibraryPage",
    "MissedAddress",
    "NewsListPage",
    "NewsPage",
    "OurPage",
    "PageFault",
    "PageLook",
    "ProgrammePage",
    "PublicationFile",
    "PublicationPage",
    "SecondReader",
    "SectionPage",
]
