"""Settings come from the environment and `.env`; a wrong one is named, its value never shown."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.settings import Settings, SettingsError, load_settings, variable

SECRET = "very-secret-value!"


@pytest.fixture(autouse=True)
def _empty_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(variable(field), raising=False)


def test_nothing_has_to_be_set() -> None:
    """With no setting at all the terminal conversation has all that it needs."""
    settings = load_settings()
    assert settings.telegram_token is None
    assert settings.encoder == "bundled"
    assert (settings.corpus_dir, settings.data_dir) == (Path("corpus"), Path("var"))


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of the environment is used before the same one in `.env`."""
    Path(".env").write_text("SECPA_ENCODER=file\nSECPA_CONTROLLER=Élise\nOTHER=1\n", "utf-8")
    monkeypatch.setenv("SECPA_ENCODER", "environment")
    settings = load_settings()
    assert (settings.encoder, settings.controller) == ("environment", "Élise")


def test_the_command_line_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory given on the command line is used before the environment's."""
    monkeypatch.setenv("SECPA_CORPUS_DIR", "elsewhere")
    monkeypatch.setenv("SECPA_DATA_DIR", "kept")
    settings = load_settings(corpus_dir=Path("given"))
    assert (settings.corpus_dir, settings.data_dir) == (Path("given"), Path("kept"))


def test_an_empty_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty variable, as compose files leave them, changes nothing."""
    for field in Settings.model_fields:
        monkeypatch.setenv(variable(field), "")
    assert load_settings() == Settings.model_construct()


@pytest.mark.parametrize(
    ("text", "identifiers"), [("42", (42,)), ("1, 2,3", (1, 2, 3)), (" 7 ,", (7,))]
)
def test_moderators_are_a_comma_list(
    monkeypatch: pytest.MonkeyPatch, text: str, identifiers: tuple[int, ...]
) -> None:
    """Moderators are written as numbers separated by commas."""
    monkeypatch.setenv("SECPA_MODERATORS", text)
    assert load_settings().moderators == identifiers


def test_the_listening_address_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address to listen on is a host and a port, IPv6 too."""
    monkeypatch.setenv("SECPA_LISTEN", "[::1]:9000")
    assert load_settings().listen_address == ("::1", 9000)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("telegram_token", SECRET),
        ("telegram_api_url", "ftp://" + SECRET),
        ("telegram_api_url", "http://[" + SECRET),
        ("moderators", "12," + SECRET),
        ("webhook_url", SECRET),
        ("webhook_secret", SECRET),
        ("listen", SECRET),
        ("listen", "127.0.0.1:99999"),
    ],
)
def test_a_wrong_value_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, field: str, value: str
) -> None:
    """A wrong setting is one sentence: its variable, what it must be, never what it was."""
    monkeypatch.setenv(variable(field), value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    sentence = str(caught.value)
    assert variable(field) in sentence
    assert str(Settings.model_fields[field].description) in sentence
    assert value not in sentence
    assert "\n" not in sentence
    assert caught.value.__cause__ is None


def test_every_wrong_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two wrong settings are told together, so that they can be mended together."""
    monkeypatch.setenv("SECPA_MODERATORS", "me")
    monkeypatch.setenv("SECPA_LISTEN", "here")
    with pytest.raises(SettingsError, match=r"SECPA_MODERATORS.*SECPA_LISTEN"):
        load_settings()


def test_a_webhook_needs_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address open to anyone is refused: the sentence names the secret."""
    monkeypatch.setenv("SECPA_WEBHOOK_URL", "https://bot.example.org/")
    with pytest.raises(SettingsError, match="SECPA_WEBHOOK_SECRET"):
        load_settings()
    monkeypatch.setenv("SECPA_WEBHOOK_SECRET", "abc_DEF-123")
    assert load_settings().webhook_url == "https://bot.example.org"


def test_a_file_that_is_not_text_is_said_so() -> None:
    """A `.env` in another encoding is one sentence, not a traceback."""
    Path(".env").write_bytes("SECPA_CONTROLLER=Élise".encode("latin-1"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings()


def test_secrets_do_not_print(monkeypatch: pytest.MonkeyPatch) -> None:
    """The token and the webhook's secret are in neither form of the settings' text."""
    monkeypatch.setenv("SECPA_TELEGRAM_TOKEN", "123:hidden-token")
    monkeypatch.setenv("SECPA_WEBHOOK_SECRET", "hidden-secret")
    settings = load_settings()
    assert "hidden" not in f"{settings} {settings!r} {settings.model_dump()}"


@given(value=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
@example(value="1e3")
@example(value="²")
def test_no_text_breaks_the_reading(value: str) -> None:
    """Whatever is set, the settings load or the sentence names the variable."""
    with pytest.MonkeyPatch.context() as patch:
        for field in ("moderators", "listen", "telegram_api_url", "telegram_token"):
            patch.setenv(variable(field), value)
            try:
                load_settings()
            except SettingsError as error:
                assert variable(field) in str(error)  # noqa: PT017 — either end is right
            patch.delenv(variable(field))
