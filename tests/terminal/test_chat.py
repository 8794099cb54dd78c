"""`secpa chat`: the conversation, line by line over a pipe."""

from tests.terminal.conftest import Secpa


def test_a_conversation(secpa: Secpa, real: list[str]) -> None:
    """Questions, a follow-up and blank lines; the end of input ends it well, without a prompt."""
    lines = "Y a-t-il une structure à Rennes ?\n\n   \net à Montpellier ?\n"
    ran = secpa("chat", *real, piped=lines)
    assert (ran.code, ran.err) == (0, "")
    assert "« à Rennes (Centre de santé du Blosne, MSP Nord Ouest) »" in ran.out
    assert "« à Montpellier (Human santé) »" in ran.out
    assert ran.out.index("Rennes") < ran.out.index("Montpellier")
    assert "»\n— Hadrien Clouet" in ran.out
    assert "» »" not in ran.out
    assert "\x1b" not in ran.out


def test_commands(secpa: Secpa, real: list[str]) -> None:
    """The commands list the sources, say what the bot does and what it keeps, and leave."""
    lines = "/sources\n/aide\n/confidentialite\n/inconnue\n/quitter\nBonjour\n"
    ran = secpa("chat", *real, piped=lines)
    assert ran.code == 0
    for said in (
        "Question écrite n° 12850",
        "2026-02-11-communique-collectif",
        "sans date",
        "PWC",
        "5 textes publics",
        "rien n'est conservé",
        "Je ne connais pas cette commande",
    ):
        assert said in ran.out
    assert ran.out.rstrip().endswith("ou voyez /aide.")


def test_everything_asked_for_as_a_whole(secpa: Secpa, real: list[str]) -> None:
    """Dates, structures and a subject's positions, with their quotes; subjects where none fits."""
    lines = "/dates\n/structures\n/structures Toulouse\n/structures zzyzx\n/dossier financement\n"
    ran = secpa("chat", *real, piped=lines + "/dossier la recette de la tarte aux pommes\n")
    assert ran.code == 0
    for said in (
        "Les dates des sources",
        "– Case de santé : Toulouse",
        "« à Toulouse (Case de santé) »",
        "Je ne connais pas ce lieu",
        "Stéphanie Rist (ministre de la Santé), 9 février 2026",
        "Ce que les sources ne disent pas",
        "Sur quel sujet ?",
    ):
        assert said in ran.out


def test_plain_words_and_other_names_of_commands(secpa: Secpa, real: list[str]) -> None:
    """«montre-moi les sources» is `/sources`, `/help` is `/aide`; what needs Telegram says so."""
    ran = secpa("chat", *real, piped="montre-moi les sources\n/HELP\n/suivre financement\n")
    assert "Question écrite n° 12850" in ran.out
    assert "/dossier : " in ran.out
    assert "que sur Telegram" in ran.out


def test_the_language_is_that_heard_or_chosen(secpa: Secpa, real: list[str]) -> None:
    """Commands speak the language of the last answer; all is said in the one chosen."""
    lines = "What are the deputies asking for?\n/dates\n/langue es\n/aide\nQue demandent-ils ?\n"
    ran = secpa("chat", *real, piped=lines + "/langue\n/oublier\n/inconnue\n")
    assert ran.code == 0
    english, spanish = ran.out.split("Anotado.")
    assert "The dates in the sources" in english
    assert "2 de febrero de 2026" in spanish
    assert "fr, ar, en, es, pt, tr" in spanish
    assert "Hecho: esta" in spanish
    assert "Je ne connais pas cette commande" in spanish


def test_names_in_brackets_are_text(secpa: Secpa, real: list[str]) -> None:
    """What looks like the terminal library's own markup is printed as it is."""
    ran = secpa("chat", *real, piped="[bold]Bonjour[/bold] [/nope]\n")
    assert ran.code == 0
    assert ran.out.strip()


def test_nothing_said(secpa: Secpa, real: list[str]) -> None:
    """Empty input ends it, with nothing printed."""
    ran = secpa("chat", *real)
    assert (ran.code, ran.out) == (0, "")
