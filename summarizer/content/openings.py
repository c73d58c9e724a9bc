"""How a sentence opens that cannot stand alone: connectives and pronouns, and who speaks, by language.

Tables only; `standalone` applies them. Each entry is the inside of a regular expression without nested
repetition, matched without regard to case at the first letter of a sentence.
"""

# ruff: noqa: E501  (one language a rule)

from __future__ import annotations

CONNECTIVES = {
    "en": r"meanwhile|however|but|and|or|also|moreover|furthermore|in addition,|besides,|therefore|thus|hence"
    r"|so(?! far\b|-)|nevertheless|nonetheless|still,|yet|instead(?! of\b)|then(?!-)|afterwards?|earlier,|too,"
    r"|later(?! (?:this|next)\b)|earlier in the|similarly|likewise|otherwise|for example|for instance|again|which|who"
    r"|as a result(?! of\b)|on the other hand|(?:in|by) contrast(?! (?:to|with)\b)|even so|even then|in the meantime"
    r"|at the (?:same )?time(?! of\b)|that said|indeed|in turn|(?:since|until|by|before) then|in response(?! to\b)"
    r"|(?:because of|despite|after|before|during|amid|beyond|from) (?:that|those|these|it|them|this(?! [wmy]))\b"
    r"|as such|in other words|in short|of course|to that end|if so|if not|here|as well|on top of that|either way",
    "de": r"aber|doch|und|oder|auch|außerdem|zudem|dennoch|trotzdem|dagegen|daher|deshalb|deswegen|danach|dabei"
    r"|damit|dann|später|unterdessen|inzwischen|währenddessen|allerdings|jedoch|so|zugleich|hingegen|daraufhin",
    "fr": r"mais|et|ou|donc|or,|aussi|cependant|toutefois|pourtant|par ailleurs|en outre|de plus|ensuite|puis|ainsi"
    r"|entre-temps|en revanche|par conséquent|du coup|enfin",
    "es": r"pero|y|o|también|además(?! de\b)|sin embargo|no obstante|por (?:lo )?tanto|así|luego|mientras tanto"
    r"|después(?! de\b)|por otra parte|en cambio|entonces",
    "it": r"ma|e(?!['’])|o|anche|inoltre|tuttavia|però|quindi|dunque|poi|intanto|così|invece(?! di\b)",
    "pt": r"mas|e|ou|também|além disso|no entanto|contudo|porém|portanto|assim|depois(?! d[aeo]s?\b)|enquanto isso",
    "nl": r"maar|en|of|ook|bovendien|echter|toch|daarom|dus|daarna|intussen|ondertussen",
}
"""What ties a sentence to the one before."""

PRONOUNS = {
    "en": r"he|she|they|it|his|her|hers|their|its|him|them|this|that|these|those|such|both(?! \w+ and\b)|either"
    r"|neither|others?|another|one of (?:them|those)|(?:some|many|most|all|none|several) of (?:them|those|these)"
    r"|the (?:latter|former|pair|duo|trio|two|three|statement|move|decision|announcement|remarks?|comments?)",
    "de": r"er|sie|es|seine?[mnrs]?|ihre?[mnrs]?|dies|diese[rsmn]?|jene[rsmn]?|beide"
    r"|das (?:ist|war|sei|wäre|wird|würde|hat|habe|soll|sollte|kann|könne|gilt|geht|zeigt|bedeutet)",
    "fr": r"il|elle|ils|elles|son|sa|ses|leur|leurs|ce|cela|ceci|celui-ci|celle-ci|ces|cette|cet|c['’]",
    "es": r"él|ella|ellos|ellas|sus?|est[aeo]s?|es[aeo]s?|ambos|ambas",
    "it": r"lui|lei|loro|egli|ella|essi|su[ao]|suoi|sue|quest[aeio]|ciò|entrambi",
    "pt": r"eles?|elas?|seus?|suas?|est[ae]s?|ess[ae]s?|isso|isto|ambos",
    "nl": r"hij|zij|ze|haar|hun|dit|deze|beide|het (?:is|was|wordt|werd|gaat|ging|heeft|had|zou|kan|lijkt)",
}
"""What points to somebody or something named before."""

POINTS_NOWHERE = {
    "en": r"it(?: (?:is|was|remains|will be|has been|had been|would be|takes?|took)|['’]s)(?: \w+){1,3} "
    r"(?:to|that|whether|if|how|why|who|when|what)\b|it(?: is|['’]s| was) (?:also )?(?:not )?(?:un)?(?:clear|known)\b"
    r"|(?:this|these|such) (?:week|month|year|morning|summer|winter|spring|autumn|fall|past|as)\b"
    r"|those (?:who|in|with|from)\b|neither (?:\w+ ){1,3}nor\b|that (?:is|was)[^,]{0,40} according",
    "de": r"es (?:gibt|gab|ist|war|bleibt) |dies(?:e|es|en|er) (?:woche|jahr|monat|tage|sommer|winter|morgen)",
    "fr": r"il (?:y a|faut|est|était|reste|s['’]agit)\b|c(?:e|ette|es) (?:lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche|matin|soir|semaine|année|mois|derniers? \w+)\b",
    "es": r"est[ae] (?:semana|año|mes|lunes|martes|miércoles|jueves|viernes|sábado|domingo|mañana|tarde|noche)\b",
    "it": r"quest[ao] (?:settimana|anno|mese|mattina|sera)\b",
    "pt": r"est[ae] (?:semana|ano|mês|manhã|tarde|noite)\b",
    "nl": r"(?:deze week|dit jaar|deze maand)\b",
}
"""Openings that look like one of those above and stand alone all the same: "It is unclear whether …"."""

FIRST_PERSON = {
    "en": r"I|me|my|mine|we|us|our|ours|myself|ourselves|you|your|I['’]\w+|we['’]\w+|you['’]\w+",
    "de": r"ich|mich|mir|meine?[mnrs]?|wir|uns|unsere?[mnrs]?",
    "fr": r"je|j['’]\w+|moi|mon|ma|mes|nous|notre|nos",
    "es": r"yo|me|mi|mis|nosotros|nos|nuestr[ao]s?",
    "it": r"io|mi|mio|mia|miei|mie|noi|ci|nostr[aeio]",
    "pt": r"eu|me|meus?|minhas?|nós|nos|noss[ao]s?",
    "nl": r"ik|mij|mijn|wij|we|ons|onze",
}
"""Words by which the writer speaks of himself or to the reader; case counts in English, where "US" is no "us"."""

TODAY = {
    "en": r"today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening|week)|last night|earlier in the day",
    "de": r"heute|gestern|vorgestern|übermorgen",
    "fr": r"aujourd['’]hui|hier|demain",
    "es": r"hoy|ayer|anoche",
    "it": r"oggi|ieri|domani",
    "pt": r"hoje|ontem|amanhã",
    "nl": r"vandaag|gisteren|morgen",
}
"""Days that mean nothing without the day of writing."""
