"""Places and structures in questions, and what the source gives for each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.gazetteer import Gazetteer
from bot.answering.places import Level, Located, Nearness, StructureFinder
from corpus.catalogue import Corpus, read_corpus
from corpus.geography import Commune, Department, Region
from corpus.places import PlaceKind, Structure
from corpus.questions import Asks
from tests.conftest import REAL_CORPUS

KNOWLEDGE = read_corpus(REAL_CORPUS).knowledge
GAZETTEER = Gazetteer(KNOWLEDGE)
FINDER = StructureFinder(KNOWLEDGE)
UNLIKE = Nearness(possible=False, likely=False, sure=False)
LIKE = Nearness(possible=True, likely=True, sure=False)


def name(place: object) -> str | None:
    """A place's name, with a department's number."""
    if isinstance(place, Department):
        return f"{place.name} ({place.code})"
    if isinstance(place, (Commune, Region, Structure)):
        return place.name
    return None


def place(question: str, expected: bool = True) -> str | None:
    """The name of the place that a question names."""
    mention = GAZETTEER.place(question, expected=expected)
    return name(mention.place) if mention else None


def find(question: str, nearness: Nearness = LIKE, follows: bool = False) -> Located | None:
    """What a question about a place comes to."""
    return FINDER.find(question, None, follows=follows, nearness=nearness, near=lambda _: nearness)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Y a-t-il une structure à Rennes ?", "Rennes"),
        ("y en a à rennes ?", "Rennes"),
        ("une structure à Renes ?", "Rennes"),
        ("une structure à Grenoble", "Grenoble"),
        ("et à Saint-Étienne ?", "Saint-Étienne"),
        ("structures à St Etienne", "Saint-Étienne"),
        ("le rendez-vous du 17, c'est à Paris ?", "Paris"),
        ("dans la Vienne", "Vienne (86)"),
        ("à Vienne", "Vienne"),
        ("dans le Rhône", "Rhône (69)"),
        ("dans le 67", "Bas-Rhin (67)"),
        ("67", "Bas-Rhin (67)"),
        ("département 2A", "Corse-du-Sud (2A)"),
        ("en Bretagne", "Bretagne"),
        ("en Île-de-France", "Île-de-France"),
        ("Is there a centre in Marseille?", "Marseille"),
        ("¿Hay un centro en Marsella?", "Marseille"),
        ("هل يوجد مركز في مرسيليا؟", "Marseille"),
        ("Quelles sont les 26 structures ?", None),
        ("le 12 février", None),
        ("Que dit la ministre ?", None),
    ],
)
def test_places_in_questions(question: str, named: str | None) -> None:
    """Towns, departments by name or number, regions, in several languages, misspelt ones too."""
    assert place(question) == named


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Où est la Case de santé ?", "Case de santé"),
        ("où est la case de sante", "Case de santé"),
        ("le Chateau en santé", "Le château en santé"),
        ("C'est où AGECSA ?", "AGECSA"),
        ("MSP Kruysbelaert", "MSP Kruysbellaert"),
        ("Que demande la ministre ?", None),
    ],
)
def test_structures_in_questions(question: str, named: str | None) -> None:
    """Structures are known by their names, accents and a wrong letter aside."""
    mention = GAZETTEER.structure(question)
    assert (name(mention.place) if mention else None) == named


@given(st.text(max_size=80), st.booleans())
def test_never_raises(question: str, expected: bool) -> None:
    """Any text names a place or none."""
    GAZETTEER.place(question, expected=expected)
    GAZETTEER.structure(question)
    find(question)
    find(question, UNLIKE, follows=expected)


def test_a_town_the_source_names() -> None:
    """Rennes: the item that names its two structures."""
    located = find("Y a-t-il une structure à Rennes ?")
    assert located
    assert located.level is Level.TOWN
    assert [quote for _, quote in located.quotes] == [
        "à Rennes (Centre de santé du Blosne, MSP Nord Ouest)"
    ]


def test_a_town_whose_department_alone_is_given() -> None:
    """Cannes: the source says Alpes-maritimes and nothing nearer."""
    located = find("Y a-t-il une structure à Cannes ?")
    assert located
    assert (located.level, located.department) == (Level.DEPARTMENT_ONLY, "Alpes-Maritimes (06)")
    assert [quote for _, quote in located.quotes] == ["dans les Alpes-maritimes (MSP de l'Olivier)"]


def test_a_town_beside_one_that_the_source_names() -> None:
    """Aubagne: none there, and the source names Marseille in the same department."""
    located = find("Y a-t-il une structure à Aubagne ?")
    assert located
    assert located.level is Level.ELSEWHERE
    assert all("Marseille" in quote for _, quote in located.quotes)


def test_a_place_without_structure() -> None:
    """Metz: none is named, and its department is told."""
    located = find("Y a-t-il une structure à Metz ?")
    assert located == Located(Level.NONE, (), "Metz", "Moselle (57)")


def test_a_department_by_number() -> None:
    """«67» is the Bas-Rhin, with the two structures of Strasbourg."""
    located = find("67")
    assert located
    assert located.level is Level.DEPARTMENT
    assert {s.department for s in located.structures} == {"67"}
    assert len(located.quotes) == 1


def test_the_two_viennes() -> None:
    """The town lies in Isère, the department has a structure of its own."""
    town, department = find("une structure à Vienne ?"), find("une structure dans la Vienne ?")
    assert town
    assert department
    assert (town.level, town.department) == (Level.DEPARTMENT_ONLY, "Isère (38)")
    assert [quote for _, quote in town.quotes] == [
        "en Isère (Village 2 santé, AGECSA, MSP St Martin d'Hères)"
    ]
    assert [quote for _, quote in department.quotes] == [
        "dans la Vienne (Centre de santé des 3 cités)"
    ]


def test_a_region() -> None:
    """Every structure of the region's departments, each item once."""
    located = find("Quelles structures en Auvergne-Rhône-Alpes ?")
    assert located
    assert located.level is Level.REGION
    assert {s.department for s in located.structures} == {"38", "69", "01", "73"}
    assert len(located.quotes) == 4


def test_a_bracket_that_is_missing() -> None:
    """The Rhône's item stands as in the source, without the bracket that it lacks."""
    located = find("dans le Rhône")
    assert located
    assert [q for _, q in located.quotes] == ["dans le Rhône (Le Jardin, santé Commune"]


def test_what_is_not_asked_about_a_place() -> None:
    """A count of employees, or a letter written in Paris, is not a question of where."""
    assert (
        FINDER.find(
            "Combien coûte la case de santé ?", Asks.SUM, nearness=LIKE, near=lambda _: LIKE
        )
        is None
    )
    assert find("La lettre a été écrite à Paris par quelle association ?", UNLIKE) is None
    assert find("Que dit la ministre ?") is None


def test_a_follow_up_names_only_a_place() -> None:
    """«et à Montpellier ?» after a question about a place is one too."""
    located = find("et à Montpellier ?", UNLIKE, follows=True)
    assert located
    assert [q for _, q in located.quotes] == ["à Montpellier (Human santé)"]


def test_no_town_is_invented(real_corpus: Corpus) -> None:
    """A structure has a town only where its own quote names one."""
    for structure in real_corpus.knowledge.structures:
        if structure.place_kind is PlaceKind.TOWN:
            assert structure.town
            assert structure.town in structure.quote
        else:
            assert structure.town is None


def test_a_town_within_a_structures_name_is_none() -> None:
    """Saint-Aubin is many towns, but not in the name of the structure that is asked about."""
    question = "La MSP des Hauts de Saint-Aubin va-t-elle perdre ses médiatrices ?"
    located = find(question, Nearness(possible=True, likely=False, sure=False))
    assert located is None or located.level is Level.NAMED


def test_the_rest_of_the_question_decides() -> None:
    """What is asked besides the place is compared with another place in its stead."""
    asked: list[str] = []

    def near(wording: str) -> Nearness:
        asked.append(wording)
        return Nearness(possible=True, likely=True, sure=True)

    found = FINDER.find(
        "Je viens de déménager à Metz, on en a une ?", None, nearness=UNLIKE, near=near
    )
    assert found
    assert found.level is Level.NONE
    assert len(asked) == 1
    assert "Metz" not in asked[0]
    assert asked[0].startswith("Je viens de déménager à ")


@pytest.mark.parametrize(
    ("question", "department"),
    [
        ("à Saint-Denis ?", "93"),
        ("à Saint-Denis de la Réunion ?", "974"),
        ("à Saint-Denis (974) ?", "974"),
        ("à Saint-Gilles ?", "30"),
    ],
)
def test_of_towns_with_one_name_the_one_that_is_meant(question: str, department: str) -> None:
    """The one near which a structure is named, unless the department is said too."""
    mention = GAZETTEER.place(question, expected=True)
    assert mention
    assert isinstance(mention.place, Commune)
    assert mention.place.department == department
