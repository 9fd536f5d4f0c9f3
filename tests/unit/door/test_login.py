"""Others come in only by a login or by the owner's word; passwords are kept as hashes."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app
from assistant.door import Limits, door_options, hash_password
from assistant.door.limits import Allowance
from assistant.door.passwords import read_users, verify, write_user
from assistant.door.visitors import KEY_FILE, load_key, sign, signed_user
from assistant.errors import AssistantError, SettingsError
from assistant.settings import load_settings
from tests.unit.door.conftest import Knock

PASSWORD = "correct horse battery"
HASHED = hash_password(PASSWORD)
FORM = {"accept": "text/html"}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "coach.example.org"])
def test_a_page_for_others_demands_users_or_the_owners_word(tmp_path: Path, host: str) -> None:
    with pytest.raises(SettingsError, match=r"MENTOR_AUTH .* or add --open"):
        door_options(load_settings(data_dir=tmp_path, host=host))
    assert door_options(load_settings(data_dir=tmp_path, host=host, open=True))
    assert door_options(load_settings(data_dir=tmp_path, host=host, auth=f"anna:{HASHED}"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.5"])
def test_a_page_for_this_machine_does_not(tmp_path: Path, host: str) -> None:
    assert door_options(load_settings(data_dir=tmp_path, host=host))


def test_who_is_not_logged_in_gets_only_the_form(knock: Knock) -> None:
    client = knock(auth=f"anna:{HASHED}")
    assert client.get("/").headers["location"] == "login"
    for path in ("/config", "/gradio_api/info", "/gradio_api/queue/data?session_hash=a", "/gradio_api/file=/x"):
        assert client.get(path).status_code == 401
    assert client.post("/gradio_api/queue/join", json={"session_hash": "a"}).status_code == 401
    form = client.get("/login")
    assert form.status_code == 200 and 'type="password"' in form.text and "{{" not in form.text


def test_a_user_logs_in_and_out(knock: Knock) -> None:
    client = knock(auth=f"anna:{HASHED}")
    answer = client.post("/login", data={"username": "anna", "password": PASSWORD}, headers=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, "./")
    assert "HttpOnly; SameSite=Lax" in answer.headers["set-cookie"]
    assert client.get("/").status_code == 200
    said = client.get("/gradio_api/queue/data?session_hash=s").text
    assert '"for": "user:anna"' in said
    client.get("/logout")
    assert client.get("/").headers["location"] == "login"


def test_programs_log_in_too(knock: Knock) -> None:
    client = knock(auth=f"anna:{HASHED}")
    assert client.post("/login", data={"username": "anna", "password": PASSWORD}).json() == {"success": True}
    assert client.get("/config").status_code == 200


@pytest.mark.parametrize(("user", "password"), [("anna", "wrong password"), ("ben", PASSWORD), ("", ""), ("anna", "")])
def test_a_wrong_name_is_answered_like_a_wrong_password(knock: Knock, user: str, password: str) -> None:
    answer = knock(auth=f"anna:{HASHED}").post("/login", data={"username": user, "password": password}, headers=FORM)
    assert answer.status_code == 401
    assert "do not match" in answer.text and "set-cookie" not in answer.headers


def test_guessing_is_slowed_by_address_and_by_name(knock: Knock) -> None:
    limits = Limits(login=Allowance(2, 0.001))
    wrong = {"username": "nobody", "password": "wrong"}
    client = knock(limits, auth=f"anna:{HASHED}")
    assert [client.post("/login", data=wrong).status_code for _ in range(3)] == [401, 401, 429]
    elsewhere = knock(address="127.0.0.9")
    assert elsewhere.post("/login", data=wrong).status_code == 429
    assert elsewhere.post("/login", data={"username": "anna", "password": PASSWORD}).status_code == 200


def test_a_login_cannot_be_made_up_or_kept_too_long(tmp_path: Path) -> None:
    key, users, now = load_key(tmp_path), {"anna": HASHED, "ben": HASHED}, time.time()
    good = sign(key, "anna", HASHED, int(now) + 60)
    assert signed_user(key, users, good, now) == "anna"
    name, until, seal = good.split(".")
    other = sign(bytes(32), "anna", HASHED, int(now) + 60)
    bens = sign(key, "ben", HASHED, int(now) + 60).split(".")
    changed = [
        f"{name}.{int(until) + 1}.{seal}",
        f"{bens[0]}.{until}.{seal}",
        other,
        "",
        "..",
        "ä.1.x",
        f"{name}.{until}.",
    ]
    assert [signed_user(key, users, cookie, now) for cookie in changed] == [None] * len(changed)
    assert signed_user(key, users, good, now + 61) is None
    assert signed_user(key, {"anna": hash_password(PASSWORD)}, good, now) is None, "a new password ends old logins"
    assert signed_user(key, {}, good, now) is None


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    assert load_key(tmp_path) == load_key(tmp_path)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]
    (tmp_path / KEY_FILE).write_bytes(b"short")
    with pytest.raises(SettingsError, match="is not a key; delete it"):
        load_key(tmp_path)


def test_a_password_is_known_only_by_its_hash() -> None:
    users = read_users(f"anna:{HASHED}")
    assert verify(users, "anna", PASSWORD)
    assert not verify(users, "anna", PASSWORD + " ") and not verify(users, "ben", PASSWORD)
    assert PASSWORD not in HASHED and hash_password(PASSWORD) != HASHED


@pytest.mark.parametrize("password", ["", "short", "x" * 2000])
def test_a_password_too_short_or_too_long_is_refused(password: str) -> None:
    with pytest.raises(SettingsError, match="10 to 1024 characters"):
        hash_password(password)


def test_users_come_from_a_file_or_from_lines(tmp_path: Path) -> None:
    (tmp_path / "users").write_text(f"anna:{HASHED}\nben@example.org:{HASHED}\n", encoding="utf-8")
    assert set(read_users(str(tmp_path / "users"))) == {"anna", "ben@example.org"}
    assert set(read_users(f"anna:{HASHED}\nben:{HASHED}")) == {"anna", "ben"}


@pytest.mark.parametrize(
    "auth",
    [
        "nofile",
        "anna:hunter2",
        f"anna:{HASHED} ben:",
        f":{HASHED}",
        f"a b:{HASHED}",
        f"anna:{HASHED[:-1]}",
        "anna:" + HASHED.replace("15", "63", 1),
    ],
    ids=["a missing file", "no hash", "a name alone", "no name", "a space", "cut off", "too dear"],
)
def test_other_lines_are_refused_without_showing_them(auth: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_users(auth)
    assert "python -m assistant passwd" in str(caught.value)
    assert "hunter2" not in str(caught.value) and HASHED[:-1] not in str(caught.value)


def test_a_setting_of_users_is_not_shown(tmp_path: Path) -> None:
    assert HASHED not in repr(load_settings(data_dir=tmp_path, auth=f"anna:{HASHED}"))


def test_a_file_of_users_is_made_added_to_and_renewed(tmp_path: Path) -> None:
    path, renewed = tmp_path / "users", hash_password("another password")
    write_user(path, "anna", HASHED)
    write_user(path, "ben", HASHED)
    write_user(path, "anna", renewed)
    assert read_users(str(path)) == {"anna": renewed, "ben": HASHED}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(SettingsError, match="cannot be written"):
        write_user(tmp_path / "nowhere" / "users", "anna", HASHED)


def test_passwd_makes_a_line_that_logs_in() -> None:
    done = CliRunner().invoke(app, ["passwd", "anna"], input=PASSWORD + "\n")
    assert verify(read_users(done.stdout), "anna", PASSWORD)
    assert PASSWORD not in done.output


@pytest.mark.parametrize(("name", "password"), [("two words", PASSWORD), ("anna", "short"), ("a:b", PASSWORD)])
def test_passwd_refuses_in_one_line(name: str, password: str) -> None:
    done = CliRunner().invoke(app, ["passwd", name], input=password + "\n")
    assert isinstance(done.exception, AssistantError)
    assert password not in str(done.exception)
