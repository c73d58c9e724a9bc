"""Which sentences a reader understands alone, and which lean on the one before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum

from .data import Sentence
from .language import count_words


class Standing(Enum):
    """How a sentence stands: alone, with the one before it, or never as a line of a note."""

    ALONE = "alone"
    LEANS = "leans on the sentence before"
    NEVER = "no line of its own"


SHORTEST = 5
LONGEST = 90
"""Words a line has at least and at most."""
INFORMAL = 0.4
"""Share of leaning sentences from which a document is informal: reviews, minutes, chats."""

# Words that tie a sentence to the one before, at its start. One family a line.
_CONNECTIVES = {
    "en": r"meanwhile|however|but|and|or|so|also|moreover|furthermore|in addition,|besides,|therefore|thus|hence"
    r"|nevertheless|nonetheless|still,|yet|instead|then|later|afterwards?|earlier,|earlier in the|similarly|likewise"
    r"|otherwise|for example|for instance|as a result|on the other hand|in contrast|by contrast|even so|even then"
    r"|at the (?:same )?time|in the meantime|that said|indeed|in turn|(?:since|until|by|before) then|in response"
    r"|(?:because of|despite|after|before|during|amid|beyond|from) (?:this|that|these|those|it|them)\b"
    r"|again|too,|because|which|who|as such|in other words|in short|of course|to that end|not only|if so|if not",
    "de": r"aber|doch|und|oder|auch|außerdem|zudem|dennoch|trotzdem|dagegen|daher|deshalb|deswegen|danach|dabei"
    r"|damit|dann|später|unterdessen|inzwischen|währenddessen|allerdings|jedoch|so|zugleich|hingegen",
    "fr": r"mais|et|ou|donc|or|aussi|cependant|toutefois|pourtant|par ailleurs|en outre|de plus|ensuite|puis|ainsi"
    r"|entre-temps|en revanche|par conséquent|du coup|enfin",
    "es": r"pero|y|o|también|además|sin embargo|no obstante|por (?:lo )?tanto|así|luego|después|mientras tanto"
    r"|por otra parte|en cambio|entonces",
    "it": r"ma|e|o|anche|inoltre|tuttavia|però|quindi|dunque|poi|intanto|così|invece",
    "pt": r"mas|e|ou|também|além disso|no entanto|contudo|porém|portanto|assim|depois|enquanto isso",
    "nl": r"maar|en|of|ook|bovendien|echter|toch|daarom|dus|daarna|intussen|ondertussen",
}
_PRONOUNS = {
    "en": r"he|she|they|it|his|her|hers|their|its|him|them|this|that|these|those|such|both|neither|either|others?"
    r"|another|one of (?:them|those)|(?:some|many|most|all|none|several) of (?:them|those|these)|(?:we|you|i|my|our)"
    r"|the (?:latter|former|pair|duo|trio|two|three|statement|move|decision|announcement|remarks?|comments?)",
    "de": r"er|sie|es|sein|seine|ihr|ihre|dies|diese[rsmn]?|das|jene[rsmn]?|beide",
    "fr": r"il|elle|ils|elles|son|sa|ses|leur|leurs|ce|cela|ceci|celui-ci|celle-ci|ces|cette|cet|c['’]",
    "es": r"él|ella|ellos|ellas|su|sus|este|esta|estos|estas|ese|esa|esos|esas|esto|eso|ambos|ambas",
    "it": r"lui|lei|loro|egli|ella|essi|suo|sua|suoi|questo|questa|questi|queste|ciò|entrambi",
    "pt": r"ele|ela|eles|elas|seu|sua|este|esta|estes|estas|esse|essa|isso|isto|ambos",
    "nl": r"hij|zij|ze|het|zijn|haar|hun|dit|deze|beide",
}
_LEANING = {
    code: re.compile(rf"(?:{_CONNECTIVES[code]}|{_PRONOUNS[code]})(?:\b|(?<=,)|(?<=['’]))", re.I)
    for code in _CONNECTIVES
}
# "It is unclear whether …", "This week …" open a sentence without pointing back.
_POINTS_NOWHERE = re.compile(
    r"it(?: is|['’]s| was| remains| will be| has been)(?: not| still| now)? "
    r"(?:un)?(?:clear|likely|known|certain|possible|estimated|believed|expected|reported|thought|said)\b"
    r"|(?:this|these|such) (?:week|month|year|morning|summer|winter|spring|autumn|fall|past|as)\b"
    r"|both [A-Z]|that (?:is|was)[^,]{0,40} according",
    re.I,
)
_HE = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself)\b")
_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][\w’'-]+|^[A-Z][\w’'-]+ [A-Z][\w’'-]+")
_LATE_ATTRIBUTION = re.compile(
    r"[,”\"’] ?(?:it|they|the (?:[a-z]+ ){0,2}[a-z]+) "
    r"(?:said|says|added|noted|reported|stated|told|wrote|warned|explained|claimed|announced)\b",
)
_WHOLLY_QUOTED = re.compile(r"""^["“«„'‘][^"”»“]*["”»“'’][.,!?]*$""")
_QUOTES = "\"'“”„«»‘’([—–-• \t\n\u00a0"
_TODAY = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening|week|month|year)|last (?:night|week|month)"
    r"|earlier in the day|heute|gestern|morgen|aujourd['’]hui|hier|demain|hoy|ayer|mañana|oggi|ieri|domani)\b",
    re.I,
)


def standing(sentence: Sentence) -> Standing:
    """Tell how a sentence stands, from its words alone."""
    text = " ".join(sentence.text.split())
    words = count_words(text)
    if not SHORTEST <= words <= LONGEST or text.endswith("?") or _WHOLLY_QUOTED.match(text):
        return Standing.NEVER
    if sentence.document.date is None and _TODAY.search(text):
        return Standing.NEVER
    opening = text.lstrip(_QUOTES)
    leaning = _LEANING.get(sentence.document.language)
    if leaning and leaning.match(opening) and not _POINTS_NOWHERE.match(opening):
        return Standing.LEANS
    if sentence.document.language == "en" and _points_back(text):
        return Standing.LEANS
    return Standing.ALONE


def _points_back(text: str) -> bool:
    """Tell whether "he", "she said" or "the ministry said" has nobody before it in the sentence."""
    pronoun = _HE.search(text)
    if pronoun and not _NAME.search(text, 0, pronoun.start()):
        return True
    return bool(_LATE_ATTRIBUTION.search(text))


def needs(sentences: Sequence[Sentence]) -> tuple[list[int], list[bool]]:
    """Return, for each sentence of the pile, the index of the one it needs (−1 for none) and whether it may be a line.

    A leaning sentence needs its neighbour in the same document, at most one paragraph before, and that
    one must stand alone; else it may not be a line.
    """
    kinds = _informal_stand([standing(sentence) for sentence in sentences], sentences)
    needed, eligible = [-1] * len(sentences), [kind is Standing.ALONE for kind in kinds]
    for i, sentence in enumerate(sentences):
        if kinds[i] is not Standing.LEANS or i == 0 or kinds[i - 1] is not Standing.ALONE:
            continue
        before = sentences[i - 1]
        close = sentence.paragraph - before.paragraph <= 1 and sentence.position == before.position + 1
        if before.document is sentence.document and close:
            needed[i], eligible[i] = i - 1, True
    return needed, eligible


def _informal_stand(kinds: list[Standing], sentences: Sequence[Sentence]) -> list[Standing]:
    """Let the leaning sentences of an informal document stand.

    Where "it", "I" and "so" open nearly every second sentence, as in reviews and minutes, they point
    to the matter itself, and passing them over would pass over the document.
    """
    alone, leaning = Counter[int](), Counter[int]()
    for kind, sentence in zip(kinds, sentences, strict=True):
        alone[id(sentence.document)] += kind is Standing.ALONE
        leaning[id(sentence.document)] += kind is Standing.LEANS
    informal = {key for key in leaning if leaning[key] > INFORMAL * (leaning[key] + alone[key])}
    return [
        Standing.ALONE if kind is Standing.LEANS and id(sentence.document) in informal else kind
        for kind, sentence in zip(kinds, sentences, strict=True)
    ]
