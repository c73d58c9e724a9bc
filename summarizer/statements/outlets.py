"""News outlets: a draft that says who reported something speaks of its source, not of the matter."""

from __future__ import annotations

import re

_SAYS = (
    "reports?|reported|notes?|noted|says|said|writes|wrote|adds|added|points out|explains|observes|finds|"
    "found|has more|describes|describing"
)
_ATTRIBUTED_BEFORE = re.compile(
    rf"(?:according to|as per|\bper|\bvia|{_SAYS}|tells|told|obtained by|interview with|reached by)"
    r"(?: the)? $",
    re.IGNORECASE,
)
_ATTRIBUTED_BEHIND = re.compile(
    rf"(?:['’]s [a-z]+)? (?:{_SAYS}|takes a look|rounds up|has the|puts it|frames it)\b"
)
_WORDS = (
    "news times post journal herald tribune gazette observer register telegraph mail daily magazine "
    "weekly chronicle press radio tv television network today guardian independent standard sentinel "
    "star globe mirror express examiner inquirer dispatch bulletin courier bee sun reuters bloomberg "
    "politico newsweek forbes wired variety billboard slate beast record online wire review reporter "
    "ledger beacon statesman insider atlantic economist verge hill zdnet cnet techcrunch gizmodo "
    "engadget mashable blaze page_six voice_of_america salon vox axios tmz buzzfeed gawker people "
    "newser blog afp ap upi ansa xinhua tass associated_press al_jazeera der_spiegel le_monde el_país"
)
_BROADCASTERS = "bbc|cnn|cbs|abc|nbc|npr|pbs|cnbc|msnbc|fox|itv|voa|espn|mtv"
_OUTLET = re.compile(
    rf"(?:\b(?:{'|'.join(_WORDS.split()).replace('_', ' ')})|(?:{_BROADCASTERS})\w*(?: [a-z0-9]+)?|"
    r"\b(?-i:[KW][A-Z]{2,3})(?:-?(?:tv|fm|\d+))?)\b$",
    re.IGNORECASE,
)
"""How the name of a newspaper, agency or station ends; the last are American call signs."""


_LONGEST = 40
"""Characters at the end of a name that are looked at, so that hostile text costs little."""


def is_attribution(claim: str, start: int, end: int) -> bool:
    """Tell whether ``claim[start:end]`` is a news outlet that the claim gives as its source."""
    if not _OUTLET.search(claim[max(start, end - _LONGEST) : end]):
        return False
    before = _ATTRIBUTED_BEFORE.search(claim, max(0, start - 24), start)
    return before is not None or _ATTRIBUTED_BEHIND.match(claim, end) is not None
