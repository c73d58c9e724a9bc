"""Which of what sources dispute a line of a note states."""

from __future__ import annotations

from summarizer.note.brief import Claim, Line


def claims_of(line: Line, claims: tuple[Claim, ...]) -> list[Claim]:
    """Return those of the claims of a conflict that a line states: what its passages state.

    A sentence in a person's words may rest on another passage by now. It still states a figure of a source
    that it cites, if it counts the same and all that it says stands where that does. A line that nothing
    supports states none, whatever passages stand nearest to it.
    """
    if line.verdict == "unsupported":
        return []
    own = [citation for citation in line.citations if citation.role == "primary"]
    mine = [claim for claim in claims if any(claim.citation.overlaps(one) for one in own)]
    if mine or not line.by_hand or line.verdict != "supported":
        return mine
    cited = {citation.source for citation in line.citations}
    return [claim for claim in claims if claim.citation.source in cited and _restates(line.text, claim)]


def _restates(text: str, claim: Claim) -> bool:
    """Tell whether a text says no more than the passage of a claim, with its figure of the same thing."""
    from summarizer.statements.agreement import counted, states
    from summarizer.text.language import detect

    quote = claim.citation.quote
    language = detect(quote)
    at = quote.find(claim.value)
    figures = {
        (value, what)
        for start, end, value, what in counted(quote, language)
        if at >= 0 and start < at + len(claim.value) and at < end
    }
    told = {(value, what) for _, _, value, what in counted(text, language)}
    return bool(figures & told) and states(text, quote, language)
