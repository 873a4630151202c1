from .address import Address
from .article import Article, Byline, Section
from .author import Author
from .correction import Correction
from .desk import Desk
from .edition import Edition, EditionSection
from .former import FormerAuthor, FormerTag
from .image import Image
from .revision import Revision
from .share_link import ShareLink, ShareOpening
from .tag import Tag, TagAlias
from .transition import Transition

__all__ = [
    "Address",
    "Article",
    "Author",
    "Byline",
    "Correction",
    "Desk",
    "Edition",
    "EditionSection",
    "FormerAuthor",
    "FormerTag",
    "Image",
    "Revision",
    "Section",
    "ShareLink",
    "ShareOpening",
    "Tag",
    "TagAlias",
    "Transition",
]
