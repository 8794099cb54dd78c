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


def test_names_in_brackets_are_text(secpa: Secpa, real: list[str]) -> None:
    """What looks like the terminal library's own markup is printed as it is."""
    ran = secpa("chat", *real, piped="[bold]Bonjour[/bold] [/nope]\n")
    assert ran.code == 0
    assert ran.out.strip()


def test_nothing_said(secpa: Secpa, real: list[str]) -> None:
    """Empty input ends it, with nothing printed."""
    ran = secpa("chat", *real)
    assert (ran.code, ran.out) == (0, "")
