"""The usual matchers, each as strong as a few lines make it, behind one method."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from heapq import nlargest
from typing import Any, Protocol, TypeAlias

from benchmarks.corpus import Corpus
from knowledge import Answerer, Language, Question, Reply
from knowledge.language import detect
from knowledge.names import FrameworkNames
from knowledge.text import join, normalize, words

NEAREST = 200
"""Texts that a peer looks through for the best of each class."""
TEXTS = 10
FEW = 20
"""Classes in the ranking of a peer that does not rank by texts."""
NAMES_OUT = ", names out"
OURS = "criteria-bot"
BM25_JIEBA = "BM25 (bm25s, jieba)"
RETRIEVING = "BM25, bm25s.retrieve"

Ranking: TypeAlias = list[tuple[str, float]]
"""Classes and their scores, best first."""


class Matcher(Protocol):
    """Anything that ranks the classes of a corpus by how well they fit a question."""

    def rank(self, question: str) -> Ranking:
        """Return the likeliest classes of *question*, best first; empty where nothing fits."""
        ...


class Ours:
    """The matcher of this repository, through its public door."""

    def __init__(self, corpus: Corpus) -> None:
        self._answerer = Answerer(corpus.knowledge)
        self._answerer.prepare()

    def reply(self, question: str) -> Reply:
        """Answer *question* as the product does."""
        language = detect(question) or Language.EN
        return self._answerer.answer(Question(text=question, language=language))

    def rank(self, question: str) -> Ranking:
        """Return the matches of the reply."""
        return [(match.id, match.score) for match in self.reply(question).matches]


class _Texts:
    """Normalized texts and the class of each, for matchers that score text by text."""

    def __init__(self, corpus: Corpus) -> None:
        self.texts = [normalize(text) for text in corpus.texts]
        self.classes = corpus.classes

    def best(self, scored: Iterable[tuple[int, float]]) -> Ranking:
        """Return the best text of each class; *scored* are numbers of texts, best first."""
        found: dict[str, float] = {}
        for number, score in scored:
            found.setdefault(self.classes[number], score)
        return list(found.items())


class RapidFuzz(_Texts):
    """`rapidfuzz.process.extract` over all texts, which were normalized once beforehand."""

    def __init__(self, corpus: Corpus, scorer: str) -> None:
        from rapidfuzz import fuzz, process

        super().__init__(corpus)
        self._scorer = getattr(fuzz, scorer)
        self._extract = process.extract

    def rank(self, question: str) -> Ranking:
        """Return the classes of the texts that score highest."""
        found = self._extract(
            normalize(question), self.texts, scorer=self._scorer, processor=None, limit=NEAREST
        )
        return self.best((number, score) for _, score, number in found)


class Difflib(_Texts):
    """`difflib.SequenceMatcher`; as in `get_close_matches`, cheap upper bounds spare most work."""

    def rank(self, question: str) -> Ranking:
        """Return the best classes by their best ratio."""
        best: dict[str, float] = {}
        least = 0.0
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(normalize(question))
        for text, name in zip(self.texts, self.classes, strict=True):
            matcher.set_seq1(text)
            beaten = max(least, best.get(name, 0.0))
            if matcher.real_quick_ratio() <= beaten or matcher.quick_ratio() <= beaten:
                continue
            ratio = matcher.ratio()
            if ratio > beaten:
                best[name] = ratio
                if len(best) >= FEW:
                    least = nlargest(FEW, best.values())[-1]
        return nlargest(FEW, best.items(), key=lambda item: item[1])


class BM25:
    """bm25s on jieba's words, a document a text; the best text of a class in one numpy call."""

    def __init__(self, corpus: Corpus) -> None:
        import bm25s
        import jieba
        import numpy

        jieba.setLogLevel("ERROR")
        self._numpy: Any = numpy
        self._cut: Callable[[str], list[str]] = jieba.lcut
        self._index = bm25s.BM25()
        tokens = [self._words(text) or [""] for text in corpus.texts]
        self._index.index(tokens, show_progress=False)
        self._of = corpus.classes
        # The texts of a class stand together.
        starts = {name: -place for place, name in enumerate(reversed(corpus.classes), 1)}
        self._classes = list(dict.fromkeys(corpus.classes))
        self._starts = numpy.array([len(corpus.classes) + starts[each] for each in self._classes])

    def _words(self, text: str) -> list[str]:
        return [word for word in self._cut(normalize(text)) if not word.isspace()]

    def rank(self, question: str) -> Ranking:
        """Return the classes of the texts that score highest; none where no word is known."""
        asked = self._words(question)
        if not asked:
            return []
        scores = self._numpy.maximum.reduceat(self._index.get_scores(asked), self._starts)
        few = min(FEW, len(scores))
        top = self._numpy.argpartition(scores, -few)[-few:]
        top = top[self._numpy.argsort(-scores[top], kind="stable")]
        return [(self._classes[each], float(scores[each])) for each in top if scores[each]]


class Retrieving(BM25):
    """The same index asked by `bm25s.BM25.retrieve`, as its readme shows; it ranks texts only."""

    def rank(self, question: str) -> Ranking:
        """Return the class of each of the best texts."""
        asked = self._words(question)
        if not asked:
            return []
        found, scores = self._index.retrieve([asked], k=TEXTS, show_progress=False)
        names = (self._of[number] for number in found[0])
        return [(name, float(score)) for name, score in zip(names, scores[0], strict=True)]


class Linear:
    """A linear support vector machine on TF-IDF of character n-grams: a small intent classifier."""

    def __init__(self, corpus: Corpus) -> None:
        import numpy
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC

        self._numpy: Any = numpy
        self._vectors = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, dtype=numpy.float32
        )
        self._model = LinearSVC(C=1.0, tol=1e-2, random_state=0)
        texts = [normalize(text) for text in corpus.texts]
        self._model.fit(self._vectors.fit_transform(texts), corpus.classes)

    def rank(self, question: str) -> Ranking:
        """Return the classes by how far *question* lies on their side."""
        vector = self._vectors.transform([normalize(question)])
        scores = self._model.decision_function(vector)[0]
        best = self._numpy.argsort(-scores)[:FEW]
        return [(str(self._model.classes_[number]), float(scores[number])) for number in best]


class NamesOut:
    """Another matcher that sees neither its texts nor the questions with the frameworks' names."""

    def __init__(self, corpus: Corpus, make: Callable[[Corpus], Matcher]) -> None:
        self._names = FrameworkNames(corpus.knowledge.frameworks.values())
        texts = map(self._strip, corpus.texts)
        kept = [(t, c) for t, c in zip(texts, corpus.classes, strict=True) if t]
        left = Corpus(
            knowledge=corpus.knowledge,
            texts=tuple(text for text, _ in kept),
            classes=tuple(name for _, name in kept),
        )
        self._matcher = make(left)

    def rank(self, question: str) -> Ranking:
        """Return what the other matcher makes of the rest of *question*."""
        return self._matcher.rank(self._strip(question))

    def _strip(self, text: str) -> str:
        """Return *text* in its normal form without the names, misspelt ones included."""
        return join(self._names.read(words(text)).tokens)


PEERS: Mapping[str, Callable[[Corpus], Matcher]] = {
    "rapidfuzz WRatio": partial(RapidFuzz, scorer="WRatio"),
    "rapidfuzz token_set_ratio": partial(RapidFuzz, scorer="token_set_ratio"),
    "rapidfuzz partial_ratio": partial(RapidFuzz, scorer="partial_ratio"),
    "difflib": Difflib,
    BM25_JIEBA: BM25,
    "TF-IDF + linear SVM": Linear,
}
LIBRARIES: Mapping[str, str] = {
    OURS: "knowledge",
    "rapidfuzz WRatio": "rapidfuzz.fuzz, rapidfuzz.process",
    "rapidfuzz token_set_ratio": "rapidfuzz.fuzz, rapidfuzz.process",
    "rapidfuzz partial_ratio": "rapidfuzz.fuzz, rapidfuzz.process",
    "difflib": "difflib",
    BM25_JIEBA: "bm25s, jieba",
    "TF-IDF + linear SVM": "sklearn.svm, sklearn.feature_extraction.text",
}
"""What each imports, to be told apart from its index."""
MATCHERS: Mapping[str, Callable[[Corpus], Matcher]] = {OURS: Ours, **PEERS}


def everyone() -> dict[str, Callable[[Corpus], Matcher]]:
    """Return ours, and each peer with and without the frameworks' names."""
    stripped = {f"{name}{NAMES_OUT}": partial(NamesOut, make=make) for name, make in PEERS.items()}
    return {**MATCHERS, **stripped}
