"""What boilerplate says: the phrases by which advertisements, credits, datelines and notices are known.

Tables only; `boilerplate` applies them. One rule a line: a reason and a pattern. Where several fit, the first
gives the reason. English, with the usual words of German, French, Spanish, Italian, Portuguese and Dutch.
"""

# ruff: noqa: E501  (one rule a line)

from __future__ import annotations

AGENCY = (
    r"(?:AP|AFP|EPA|DPA|PA|AA|TASS|UPI|ANSA|EFE|IANS|ANI|PTI|Reuters|REUTERS|Getty(?: Images)?|Xinhua"
    r"|Associated Press|Anadolu(?: Agency)?|Anatolia|Agence France-Presse|French|Press Association|Bloomberg"
    r"|Shutterstock|iStock(?:photo)?|Alamy|Handout|Supplied|Facebook|Twitter|Instagram|YouTube)"
)
"""Those a picture is credited to."""

_NETWORK = r"(?:Facebook|Twitter|X|Instagram|YouTube|Telegram|WhatsApp|LinkedIn|TikTok|Google News|Snapchat)"
_NAME = r"[A-ZÀ-Þ][\w.'’-]+"
_OWNER = r"(?:[\w.'-][\w.' -]{1,39}/ ?)?"

OPENINGS = (
    ("advertisement", r"(?i:(?:advertisement|sponsored(?: content)?|sponsor(?:ed)? message)\W*$)"),
    ("advertisement", r"(?i:(?:anzeige|werbung|publicité|publicidad|pubblicità|publicidade|advertentie|реклама)\W*$)"),
    ("advertisement", r"(?i:(?:story|article) continues (?:below|after)\b|continue reading below\b)"),
    ("advertisement", r"(?i:scroll (?:down )?to continue\b)"),
    ("loading", r"(?i:(?:loading(?: video)?\W*)+$)"),
    ("loading", r"(?i:(?:wird geladen|chargement|cargando|caricamento|carregando|laden)\W*$)"),
    ("read more", r"(?:READ MORE|READ ALSO|ALSO READ|SEE ALSO|RELATED|Also Read|Also read|Read Also)\b"),
    ("read more", r"(?i:(?:read more|read also|also read|see also|also see|read next|up next)(?:[:|]|\W*$))"),
    ("read more", r"(?i:(?:recommended|you may also like|trending|most read|further reading)(?:[:|]|\W*$))"),
    ("read more", r"(?i:related(?: (?:content|gallery|stories|story|articles?|news|topics|links))?(?:[:|]|\W*$))"),
    ("read more", r"(?i:(?:read|read more about|related|more|watch|listen|archive)\s*:\s)"),
    ("read more", r"(?i:(?:photos?|photo gallery|gallery|in pictures|video|raw interview|facebook live)\s*:\s)"),
    ("read more", r"(?i:updates on this story\s*:\s|read or share this story\b)"),
    ("read more", r"(?i:(?:lesen sie auch|lire aussi|à lire aussi|lea también|lee también|te puede interesar)\b)"),
    ("read more", r"(?i:(?:leggi anche|leia também|leia mais|lees ook|читайте также|mehr zum thema)\b)"),
    ("follow us", rf"(?i:(?:please )?(?:follow|like|join|find) (?:us|[@\w .'-]{{1,40}}) on {_NETWORK}\b)"),
    ("follow us", r"(?i:subscribe to (?:our|the \w+ (?:channel|newsletter|podcast)|us)\b)"),
    ("follow us", r"(?i:folgen sie uns|suivez[- ]nous|síguenos|siga-nos|seguici|volg ons|подписывайтесь)"),
    ("follow us", r"(?i:follow [\w ]{1,30} at https?:)"),
    ("share bar", r"(?i:(?:share this|share on|teilen auf|partager sur|compartir en|condividi su)\b.{0,40}$)"),
    ("credit", r"\(?(?i:(?:image|photo|picture|video|photograph)s?\s*(?:(?:credits?|by|source|courtesy)\s*)?:\s)"),
    ("credit", r"\(?(?i:(?:foto|bild|crédits?(?: photo)?|fuente|quelle)\s*:\s)"),
    ("credit", r"\(?(?i:(?:photo|photograph|picture|image|footage)s? (?:by|courtesy|credit)\b.{0,80}$)"),
    ("credit", rf"\(?{_OWNER}{AGENCY}(?: (?:i )?{_OWNER}{AGENCY}){{0,3}}\)?$"),
    ("byline", rf"(?:By|BY|Von|Par|Por|Di|Door) {_NAME}(?: (?:{_NAME}|and|und|et|y|e|en|de|van|von)){{1,8}}(?:, [\w ]{{2,40}})?$"),
    ("byline", r"\((?:Additional )?(?:Reporting|Writing|Editing|Compiled) (?:and \w+ )?by\b"),
    ("byline", r"(?:Reporting|Writing|Editing|Edited|Compiled|Translated) (?:and \w+ )?by [A-Z][\w.' -]+$"),
    ("byline", rf"(?:{_NAME},? ){{1,12}}(?:[\w'’-]+ ){{0,8}}contributed (?:reporting )?to this (?:report|story|article)\b"),
    ("byline", r"(?i:contact (?:the )?(?:reporter|writer|author)\b|information from: |editor['’]s note\b)"),
    ("byline", r"(?i:this (?:story|article) (?:has been|was) (?:updated|corrected|(?:first|originally) published))"),
    ("byline", r"\[?(?:For the Record|Correction|Clarification)\b.{0,40}:"),
    ("caption", r"(?:CORRECTS?|FILE|ADDS|UPDATES)\b[^.]{0,60}(?:[-–—:]|photo|PHOTO)"),
    ("caption", r"(?i:(?:file|handout) (?:photo|picture|image)\b|in this (?:[\w.,]+ ){0,6}(?:file|handout|undated|\d{4},?) (?:file )?(?:photo|image|picture)\b)"),
    ("caption", r"(?i:in this (?:photo|image|picture),? (?:taken|released|provided|made|posted|dated|from|shot)\b)"),
    ("caption", r"(?i:image (?:copyright|caption|source)\b|enlarge this image|(?:photo|image) caption\b)"),
    ("caption", r"(?i:pictured(?: above| here)?:)"),
    ("copyright", r"(?i:©|\(?\(c\) ?\d{4}|copyright\b.{0,60}\d{4})"),
    ("copyright", r"(?i:alle rechte vorbehalten|tous droits réservés|todos los derechos|tutti i diritti)"),
    ("notice", r"(?i:(?:we|this (?:site|website)) uses? cookies|(?:accept|manage|reject) (?:all )?cookies)"),
    ("notice", r"(?i:cookie (?:policy|settings|preferences)|wir verwenden cookies|nous utilisons des cookies)"),
    ("notice", r"(?i:by (?:continuing|clicking|signing up)\b.{0,60}\b(?:agree|accept|consent))"),
    ("notice", r"(?i:(?:sign up|register|subscribe)(?: now| today)? (?:for|to) (?:our|free|receive|get|your|read)\b)"),
    ("notice", r"(?i:sign up (?:now|here|today)|(?:sign|log) ?in to (?:continue|read|comment))"),
    ("notice", r"(?i:already a subscriber|already have an account|create (?:a free|an) account)"),
    ("notice", r"(?i:this (?:article|content|story) is (?:for|only available to|reserved for) (?:our )?(?:subscribers|members))"),
    ("notice", r"(?i:get (?:push notifications|the latest|the free|breaking news)\b|download (?:the|our)\b.{0,60}\bapp\b)"),
    ("notice", r"(?i:want (?:stories|more)\b.{0,60}\b(?:delivered|inbox)|click here\b|submit your\b.{0,60}\bhere\b)"),
    ("notice", r"(?i:for (?:more|the latest)\b.{0,80}\b(?:click here|visit our|pick up|follow us))"),
    ("notice", r"(?i:(?:please )?(?:enable|turn on) javascript|skip to (?:main )?content|back to top)"),
    ("notice", r"(?i:on (?:amazon echo|alexa|google home)\b|melden sie sich|abonnez-vous|suscríbete|iscriviti)"),
    ("notice", r"(?i:\d* ?comments?(?: \(\d+\))?$|(?:leave|post|add) a (?:comment|reply)\b)"),
    ("greeting", r"(?i:(?:dear|hi|hello|hey|hallo|liebe[r]?|bonjour|estimad[oa]s?)\b[\w .'-]{0,30}[,!]$)"),
    ("greeting", r"(?i:(?:(?:with )?(?:best|kind|warm|many) )?(?:regards|wishes|thanks|greetings)\W*$)"),
    ("greeting", r"(?i:(?:yours )?(?:sincerely|faithfully)\W*$|yours\W*$|cheers\W*$|cordialement\W*$|saludos\W*$)"),
    ("greeting", r"(?i:(?:mit )?(?:freundlichen|besten|herzlichen|vielen?|liebe) grü(?:ß|ss)en?\W*$)"),
    ("lead-in", r"(?:On|Am|Le|El|Il|Op) .{5,80} (?:wrote|schrieb|a écrit|escribió|ha scritto|schreef)\b.{0,40}:$"),
    ("dateline", r"(?i:(?:date|published|updated|posted|last (?:updated|modified)|first published)(?:\s*:)?\s+(?:on |at )?(?:\w+day,? )?(?:(?!in\b|at\b)[a-z]{3,9}\.? )?\d{1,4}\b[-:./ ,])"),
    ("dateline", r"(?i:(?:veröffentlicht|publié|publicado|pubblicato|gepubliceerd)(?:\s*:)?\s+(?:am |le |el |il )?\d{1,4}\b)"),
    ("page header", r"(?i:(?:page|seite|página|pagina|p\.)\s*\d+(?:\s*(?:of|/|von|sur|de|di|van)\s*\d+)?\W*$)"),
    ("page header", r"\d+\s*/\s*\d+$|[-–—]\s*\d+\s*[-–—]$"),
    ("mail header", r"(?:From|To|Cc|CC|Bcc|Sent|Date|Reply-To|Message-ID|Subject|In-Reply-To): \S.{0,300}$"),
    ("mail header", r"(?:Content-Type|MIME-Version|X-[\w-]+|Received|Return-Path): \S.{0,300}$"),
    ("mail header", r"(?:Von|An|Betreff|Gesendet|De|À|Objet|Asunto): \S.{0,300}$"),
    ("link", r"\W*(?:[\w @|-]{0,40}:\s*)?(?:https?://|www\.)\S+$|[\w.+-]+@[\w-]+\.[\w.-]+$|pic\.twitter\.com/\S+$"),
    ("link", r"!?\[[^\]]{0,120}\]\([^)]{0,300}\)\W*$"),
)  # fmt: skip
"""Matched at the start of a sentence."""

ANYWHERE = (
    ("broken value", r"<\s?>|\[object Object\]|\ufffd|\{\{[^{}]{0,80}\}\}|\$\{[^{}]{0,80}\}"),
    ("caption", r"\b(?:toggle caption|(?:is|are) pictured)\b"),
    ("caption", r"\((?:Photo|AP Photo|Image|Picture|File photo|file photo)\b[^()]{0,80}\)$"),
    ("caption", rf"\((?:[\w.' -]{{2,40}} ?[/|] ?)?{AGENCY}(?:[/ ][\w./ -]{{0,40}})?\)$"),
    ("follow us", rf"(?i:\b(?:like|follow|join|visit) (?:us|our) (?:\w+ ){{0,2}}(?:page|channel|group|on {_NETWORK})\b)"),
    ("follow us", r"(?i:\bfollow (?:@\w+|[\w ]{1,30}) on twitter\b)"),
    ("copyright", r"(?i:^.{0,80}\ball rights reserved\b)"),
    ("copyright", r"(?i:^.{0,80}\bmay not be (?:published|reproduced)\b.{0,80}(?:broadcast|rewritten|permission))"),
    ("notice", r"(?i:\b(?:message|e-?mail|communication|transmission)\b.{0,80}\b(?:meant|intended)\b.{0,40}\b(?:only|solely|addressee|recipients?)\b)"),
    ("notice", r"(?i:\breceived (?:it|this(?: \w+){0,2}) (?:in error|by mistake)\b)"),
    ("notice", r"(?i:\b(?:not|are not) the intended recipient\b)"),
    ("read more", r"(?i:\bread more$|\bclick here (?:to|for)\b)"),
    ("share bar", r"(?i:\b(?:show|hide) transcript$|\| ?share$|\btwitter: ?@\w+)"),
)  # fmt: skip
"""Found anywhere in a sentence."""

ANYWHERE_SIGNS = ("<", "[object", "\ufffd", "{{", "${")
ANYWHERE_WORDS = tuple(
    " us | our |follow|pictured|toggle|read more|click here|transcript|share|twitter|rights reserved|may not be|received|meant|intended".split(
        "|"
    )
)
"""What a sentence that fits one of these rules holds, unless it ends in a bracket; the words in lower case."""

SHARE_WORDS = frozenset(
    """share shares tweet pin pinit email e-mail mail facebook twitter x whatsapp linkedin reddit print
    copy link comments comment save telegram messenger sms flipboard google+ pinterest instagram youtube
    tumblr bookmark more on via teilen drucken partager imprimer compartir imprimir condividi stampa
    delen afdrukken url tiktok threads bluesky mastodon""".split()
)
"""A line of nothing else is a share bar …"""

WEAK_SHARE_WORDS = frozenset("more on via x mail save comment print".split())
"""… unless all of them are words like these."""

DATE_WORDS = frozenset(
    """published updated posted last modified first on at by date time ago min mins minute minutes hour
    hours day days week weeks month months year years read am pm a.m p.m gmt utc est edt et pst pdt pt
    cst ist cet cest bst msk st nd rd th of the uhr veröffentlicht publié le publicado el pubblicato il
    january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon
    tue tues wed thu thur thurs fri sat sun januar februar märz mai juni juli oktober dezember montag
    dienstag mittwoch donnerstag freitag samstag sonntag janvier février mars avril juin juillet août
    septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche enero
    febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre de lunes martes
    miércoles jueves viernes sábado domingo""".split()
)
"""A line of these and numbers is a date."""

CAPTION_STARTS = frozenset(
    """a an the two three four five six seven eight nine ten several people men women residents
    protesters demonstrators soldiers workers children police pictured""".split()
)
"""Captions open with what is seen; headlines leave the article out."""

PREPOSITIONS = frozenset(
    "on in at from under behind after before between inside beyond near to with about".split()
)

VERBS = frozenset(
    """is are was were be been am has have had do does did will would can could may might must shall
    should says said isn't aren't wasn't weren't don't doesn't didn't won't can't couldn't it's he's
    she's that's there's i'm we're they're you're i've we've they've i'll we'll he'll she'll let's
    here's what's who's""".split()
)
"""English words that make a short line a sentence."""
