"""
The core: everything that is known about the things compared, and how a question finds it.

Pure and immutable: no network, clock, environment or logging; `load` alone reads files.
"""

from knowledge.answer import Answerer, Found, Question, Reply, Unknown, Unsure
from knowledge.language import Language, choose
from knowledge.loader import KnowledgeError, load
from knowledge.matcher import Match
from knowledge.model import Criterion, Framework, KnowledgeBase, Source, Verdict

__all__ = [
    "Answerer",
    "Criterion",
    "Found",
    "Framework",
    "KnowledgeBase",
    "KnowledgeError",
    "Language",
    "Match",
    "Question",
    "Reply",
    "Source",
    "Unknown",
    "Unsure",
    "Verdict",
    "choose",
    "load",
]
