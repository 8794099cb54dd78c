"""Whether the data files agree with the sources: every fault as one sentence for a moderator."""

import calendar
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from corpus.catalogue import Corpus
from corpus.claims import LANGUAGES, Claim, Precision
from corpus.knowledge import Knowledge
from corpus.profile import ABOUT_LIMIT, DESCRIPTION_LIMIT, NAME_LIMIT

QUOTE_LIMIT = 600  # characters; a longer quote cannot be shown as one citation
FIRST_DAY, LAST_DAY = date(1945, 10, 4), date(2100, 12, 31)  # French social security began in 1945
RELATIVE_REACH = timedelta(days=400)  # «prochain» or «dernier» never points further away


def check(corpus: Corpus) -> list[str]:
    """Every fault found, as sentences; an empty list where all is well."""
    return [
        *_check_sources(corpus),
        *_check_claims(corpus),
        *_check_revisions(corpus),
        *_check_places(corpus),
        *_check_questions(corpus),
        *_check_profile(corpus),
    ]


def _check_sources(corpus: Corpus) -> Iterator[str]:
    present = {document.id for document in corpus.documents}
    known = present | {source.id for source in corpus.missing}
    for document in corpus.documents:
        source = document.source
        for other in (*source.replies_to, *source.revises):
            if other not in known:
                yield f"La source « {source.id} » renvoie à « {other} », absent du catalogue."
        yield from _out_of_range(f"La source « {source.id} »", source.date)
    for missing in corpus.missing:
        for other in missing.cited_by:
            if other not in present:
                yield f"Le document manquant « {missing.id} » : « {other} » n'est pas une source."


def _check_claims(corpus: Corpus) -> Iterator[str]:
    topics = {topic.id for topic in corpus.knowledge.topics}
    ids = [claim.id for claim in corpus.knowledge.claims]
    for topic in corpus.knowledge.topics:
        yield from _missing_languages(f"Le sujet « {topic.id} », titre", topic.title)
    asked = [name.casefold() for topic in corpus.knowledge.topics for name in set(topic.also)]
    for name, times in Counter(asked).items():
        if times > 1:
            yield f"« {name} » demande deux sujets à la fois : retirez-le d'un « also »."
    for twin in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
        yield f"L'identifiant d'affirmation « {twin} » sert deux fois."
    for claim in corpus.knowledge.claims:
        named = f"L'affirmation « {claim.id} »"
        yield from _misquoted(corpus, named, claim.document, claim.quote)
        if claim.topic not in topics:
            yield f"{named} a pour sujet « {claim.topic} », qui n'est pas défini."
        for other in (*claim.revises, *claim.follows, *claim.disagrees_with):
            if other not in ids:
                yield f"{named} renvoie à l'affirmation « {other} », qui n'existe pas."
        yield from _missing_languages(f"{named}, libellé", claim.label)
        if claim.gloss:  # a revision that a moderator stated has none
            yield from _missing_languages(f"{named}, résumé", claim.gloss)
        for part in claim.named:
            if part not in claim.quote:
                yield f"{named} : « {part} » n'est pas dans sa citation."
        yield from _misdated(corpus, named, claim)


def _misdated(corpus: Corpus, named: str, claim: Claim) -> Iterator[str]:
    for day in (claim.date, claim.said_on, *claim.resolved):
        yield from _out_of_range(named, day)
    if claim.date and claim.date != _last_day(claim.date, claim.precision):
        last = _last_day(claim.date, claim.precision)
        yield f"{named} : la date doit être le dernier jour de la période, {last.isoformat()}."
    if claim.relative is None:
        if claim.resolved:
            yield f"{named} : « resolved » n'a de sens qu'avec « relative »."
        return
    if claim.relative not in claim.quote:
        yield f"{named} : « {claim.relative} » n'est pas dans sa citation."
    if not claim.resolved and claim.date is None:
        yield f"{named} : il faut dire à quelle date correspond « {claim.relative} »."
    published = {document.id: document.source.date for document in corpus.documents}
    said = claim.said_on or published.get(claim.document)
    for day in claim.resolved:
        if said is not None and abs(day - said) > RELATIVE_REACH:
            yield f"{named} : {day.isoformat()} est trop loin du {said.isoformat()}."


def _check_revisions(corpus: Corpus) -> Iterator[str]:
    revises = {claim.id: claim.revises for claim in corpus.knowledge.claims}
    for start in revises:
        reached: set[str] = set()
        ahead = list(revises[start])
        while ahead:
            if (id_ := ahead.pop()) not in reached:
                reached.add(id_)
                ahead += revises.get(id_, ())
        if start in reached:
            yield f"L'affirmation « {start} » se révise elle-même, directement ou par d'autres."


def _check_places(corpus: Corpus) -> Iterator[str]:
    knowledge = corpus.knowledge
    departments = {department.code for department in knowledge.departments}
    communes = {(commune.name, commune.department) for commune in knowledge.communes}
    if listing := knowledge.enumeration:
        yield from _misquoted(corpus, "La liste des structures", listing.document, listing.quote)
    for structure in knowledge.structures:
        named = f"La structure « {structure.name} »"
        yield from _misquoted(corpus, named, structure.document, structure.quote)
        if structure.place not in structure.quote:
            yield f"{named} : le lieu « {structure.place} » n'est pas dans sa citation."
        if departments and structure.department not in departments:
            yield f"{named} : le département « {structure.department} » est inconnu."
        town = structure.town
        if communes and town and (town, structure.department) not in communes:
            yield f"{named} : {town} n'est pas une commune connue du {structure.department}."
    for name, times in Counter(structure.name for structure in knowledge.structures).items():
        if times > 1:
            yield f"La structure « {name} » est décrite {times} fois."
    if departments:
        yield from _unknown_names(knowledge, departments)


def _unknown_names(knowledge: Knowledge, departments: set[str]) -> Iterator[str]:
    names = {commune.name for commune in knowledge.communes}
    names |= {department.name for department in knowledge.departments}
    names |= {region.name for region in knowledge.regions}
    for exonym in knowledge.exonyms:
        if exonym.name not in names:
            yield f"« {exonym.name} » n'est le nom d'aucun lieu connu en français."
    for region in knowledge.regions:
        for code in region.departments:
            if code not in departments:
                yield f"Le territoire « {region.name} » : le département « {code} » est inconnu."


def _check_questions(corpus: Corpus) -> Iterator[str]:
    asked: list[str] = []
    for expected in corpus.knowledge.expected:
        named = f"La question attendue « {expected.questions[0]} »"
        yield from _misquoted(corpus, named, expected.document, expected.quote)
        for place in expected.also:
            yield from _misquoted(corpus, named, place.document, place.quote)
        asked += expected.questions
    for labelled in corpus.knowledge.labelled:
        asked += labelled.questions
    for question, times in Counter(_folded(question) for question in asked).items():
        if times > 1:
            yield f"La question « {question} » figure {times} fois ; elle n'a qu'une réponse."


def _check_profile(corpus: Corpus) -> Iterator[str]:
    profile = corpus.knowledge.profile
    if profile is None:
        return
    limited = (
        ("nom", profile.name, NAME_LIMIT),
        ("résumé", profile.about, ABOUT_LIMIT),
        ("description", profile.description, DESCRIPTION_LIMIT),
    )
    for named, texts, limit in limited:
        for language, text in texts.items():
            if len(text) > limit:
                yield f"bot.toml, {named} ({language}) : {len(text)} caractères, {limit} au plus."
    everything = [("accueil", profile.start), *((name, texts) for name, texts, _ in limited)]
    everything += [("question d'exemple", example) for example in profile.examples]
    for named, texts in everything:
        yield from _missing_languages(f"bot.toml, {named}", texts)


def _misquoted(corpus: Corpus, named: str, document: str, quote: str) -> Iterator[str]:
    texts = {found.id: found.text for found in corpus.documents}
    if document not in texts:
        yield f"{named} cite « {document} », qui n'est pas une source."
    elif quote not in texts[document]:
        yield f"{named} : « {_start(quote)} » n'est pas mot pour mot dans « {document} »."
    if len(quote) > QUOTE_LIMIT:
        yield f"{named} : la citation a {len(quote)} caractères ; la limite est de {QUOTE_LIMIT}."


def _missing_languages(named: str, wording: Mapping[str, str]) -> Iterator[str]:
    if missing := [language for language in LANGUAGES if language not in wording]:
        yield f"{named} : il manque la langue {', '.join(missing)}."


def _out_of_range(named: str, day: date | None) -> Iterator[str]:
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        yield f"{named} : la date {day.isoformat()} est hors du possible."


def _last_day(day: date, precision: Precision) -> date:
    if precision is Precision.WEEK:
        return day + timedelta(days=6 - day.weekday())
    if precision is Precision.MONTH:
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if precision is Precision.YEAR:
        return day.replace(month=12, day=31)
    return day


def _folded(question: str) -> str:
    return " ".join(question.casefold().split())


def _start(quote: str) -> str:
    return quote if len(quote) <= 80 else f"{quote[:79]}…"
