"""The settings: where they come from, what is refused, and the file that documents them."""

import textwrap
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

import knowledge
from bot.settings import LogLevel, Settings, SettingsError, open_to_others
from knowledge import Language
from tests.process import ROOT

TOKEN = "made.up.token-for-tests"
EXAMPLE = ROOT / ".env.example"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and no setting in the environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems() -> list[str]:
    """Read settings that are refused, and return the lines of the refusal."""
    with pytest.raises(SettingsError) as caught:
        Settings.read()
    return str(caught.value).splitlines()


def test_settings_have_defaults() -> None:
    """Nothing needs to be set: without a token the bot talks in the terminal."""
    settings = Settings.read()
    assert settings.discord_token is None
    assert settings.command_prefix == "!"
    assert settings.default_language is Language.EN
    assert settings.knowledge_dir == Path(knowledge.__file__).parent
    assert settings.log_level is LogLevel.INFO
    assert settings.message_content_intent is True
    assert settings.owner_contact is None
    assert settings.discord_api_url is None


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every setting is read from the variable of its name."""
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("COMMAND_PREFIX", "？")
    monkeypatch.setenv("DEFAULT_LANGUAGE", "zh")
    monkeypatch.setenv("KNOWLEDGE_DIR", "elsewhere")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    monkeypatch.setenv("MESSAGE_CONTENT_INTENT", "false")
    monkeypatch.setenv("OWNER_CONTACT", "@owner")
    monkeypatch.setenv("DISCORD_API_URL", "http://127.0.0.1:8080/api/v10/")
    settings = Settings.read()
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == TOKEN
    assert settings.command_prefix == "？"
    assert settings.default_language is Language.ZH
    assert settings.knowledge_dir == Path("elsewhere")
    assert settings.log_level is LogLevel.DEBUG
    assert settings.message_content_intent is False
    assert settings.owner_contact == "@owner"
    assert settings.discord_api_url == "http://127.0.0.1:8080/api/v10"


def test_settings_come_from_the_env_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`.env` in the working directory is read; the environment wins; unknown keys are ignored."""
    (folder / ".env").write_text(
        f"# a comment\nDISCORD_TOKEN={TOKEN}\nDEFAULT_LANGUAGE=zh\nOTHER=1\nLOG_LEVEL=ERROR\n"
    )
    monkeypatch.setenv("LOG_LEVEL", "WARNING")
    settings = Settings.read()
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == TOKEN
    assert settings.default_language is Language.ZH
    assert settings.log_level is LogLevel.WARNING


def test_settings_empty_counts_as_unset(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty value, in the file or in the environment, is no value."""
    (folder / ".env").write_text("DISCORD_TOKEN=\nCOMMAND_PREFIX=\nDEFAULT_LANGUAGE=\n")
    monkeypatch.setenv("LOG_LEVEL", "")
    monkeypatch.setenv("KNOWLEDGE_DIR", "")
    assert Settings.read() == Settings.model_construct(
        **{name: field.default for name, field in Settings.model_fields.items()}
    )


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("DISCORD_TOKEN", f'"{TOKEN}"', "has quotes or spaces around it; write the bare token"),
        ("DISCORD_TOKEN", f" {TOKEN}", "has quotes or spaces around it; write the bare token"),
        ("DISCORD_TOKEN", f"Bot {TOKEN}", "begins with the word Bot; write the token alone"),
        ("DISCORD_TOKEN", f"{TOKEN} x", "holds a space or a character that no token has"),
        ("DISCORD_TOKEN", f"{TOKEN}é", "holds a space or a character that no token has"),
        ("COMMAND_PREFIX", "a b", "must be 1 to 8 characters without a space, for example !"),
        ("COMMAND_PREFIX", "!" * 9, "must be 1 to 8 characters without a space, for example !"),
        ("COMMAND_PREFIX", "/", "may not begin with / @ < or #"),
        ("DEFAULT_LANGUAGE", "fr", "must be 'en' or 'zh'"),
        ("LOG_LEVEL", "loud", "must be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("MESSAGE_CONTENT_INTENT", "perhaps", "must be true or false"),
        ("DISCORD_API_URL", "discord.com", "is no address; write for example https://"),
        ("DISCORD_API_URL", "http://[", "is no address; write for example"),
        ("DISCORD_API_URL", "https://discord.com:port", "is no address; write for example"),
        ("DISCORD_API_URL", "https://discord.com/?a=b", "is no address; write for example"),
        ("DISCORD_API_URL", "http://discord.com/api", "must be https: the token travels there"),
        ("DISCORD_API_URL", "http://10.0.0.1/api", "must be https: the token travels there"),
    ],
)
def test_settings_refusal_says_what_to_write(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, what: str
) -> None:
    """A value that cannot be used is refused in one line that names the setting and the remedy."""
    monkeypatch.setenv(name, value)
    [line] = problems()
    assert line.startswith(f"{name}: {what}")


@pytest.mark.parametrize(
    "url", ["http://localhost:1/api", "http://[::1]:8080/api/v10", "https://proxy.example/api/v10"]
)
def test_settings_take_the_address_of_a_proxy(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """An https address goes anywhere, an http one to this machine alone."""
    monkeypatch.setenv("DISCORD_API_URL", url)
    assert Settings.read().discord_api_url == url


def test_settings_refusal_lists_everything_but_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """All problems stand in one message, and no part of the token."""
    monkeypatch.setenv("DISCORD_TOKEN", f"Bot {TOKEN}")
    monkeypatch.setenv("DEFAULT_LANGUAGE", "fr")
    monkeypatch.setenv("COMMAND_PREFIX", "#")
    lines = problems()
    assert [line.split(":")[0] for line in lines] == [
        "DISCORD_TOKEN",
        "COMMAND_PREFIX",
        "DEFAULT_LANGUAGE",
    ]
    assert TOKEN not in "\n".join(lines)


def test_settings_refuse_an_env_file_in_another_encoding(folder: Path) -> None:
    """A `.env` that is not UTF-8 is refused by name."""
    (folder / ".env").write_bytes("OWNER_CONTACT=Jürgen\n".encode("latin-1"))
    assert problems() == [".env: is not UTF-8; save the file as UTF-8"]


def test_settings_refuse_an_env_file_that_cannot_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A `.env` that must not be read is refused by name, also where the tests run as root."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (folder / ".env").write_text("LOG_LEVEL=INFO\n")
    monkeypatch.setattr("dotenv.main.open", refuse, raising=False)
    assert problems() == [".env: cannot be read (Permission denied)"]


def example() -> str:
    """Write what `.env.example` has to say, from the settings themselves."""
    parts = [
        "# Copy this file to .env and fill in what you need. An empty value counts as unset.\n"
        "# A variable of the environment wins over this file. Relative paths start in the working\n"
        "# directory.\n"
    ]
    for name, field in Settings.model_fields.items():
        assert field.default is not PydanticUndefined
        text = "\n".join(f"# {line}" for line in textwrap.wrap(field.description or "", 96))
        default = "" if field.default is None or isinstance(field.default, Path) else field.default
        value = str(default).lower() if isinstance(default, bool) else str(default)
        parts.append(f"{text}\n{name.upper()}={value}\n")
    return "\n".join(parts)


def test_env_example_documents_every_setting() -> None:
    """`.env.example` has each setting in order, with its description and its default."""
    assert EXAMPLE.read_text("utf-8") == example()


def test_env_example_changes_nothing(folder: Path) -> None:
    """A copy of `.env.example` is a `.env` that sets only defaults."""
    before = Settings.read()
    (folder / ".env").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    assert Settings.read() == before


def test_env_example_is_plain() -> None:
    """Every description ends with a full stop, and none is missing."""
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


@pytest.mark.parametrize(("mode", "is_open"), [(0o600, False), (0o640, True), (0o604, True)])
def test_file_that_others_can_read_is_told(tmp_path: Path, mode: int, is_open: bool) -> None:
    """It holds the token."""
    path = tmp_path / ".env"
    path.touch()
    path.chmod(mode)

    assert open_to_others(path) is is_open


def test_file_that_is_not_there_is_closed(tmp_path: Path) -> None:
    """Settings may all come from the environment."""
    assert not open_to_others(tmp_path / ".env")


@pytest.mark.parametrize(
    ("text", "address"),
    [("9090", "127.0.0.1:9090"), (":9090", "127.0.0.1:9090"), ("0.0.0.0:80", "0.0.0.0:80")],
)
def test_port_alone_is_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, folder: Path, text: str, address: str
) -> None:
    """Metrics are for others only where somebody says so."""
    monkeypatch.setenv("METRICS_ADDR", text)

    assert Settings.read().metrics_addr == address


@pytest.mark.parametrize("text", ["here", "127.0.0.1", "127.0.0.1:99999", "http://host:1"])
def test_wrong_address_of_metrics_is_refused(
    monkeypatch: pytest.MonkeyPatch, folder: Path, text: str
) -> None:
    """The sentence shows how to write it."""
    monkeypatch.setenv("METRICS_ADDR", text)

    with pytest.raises(SettingsError, match=r"METRICS_ADDR: must be .* 127\.0\.0\.1:9090"):
        Settings.read()
