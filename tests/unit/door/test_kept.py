"""What is kept and sent is said as it is set, also to somebody who is not logged in."""

from __future__ import annotations

from assistant.door import hash_password, what_is_kept
from assistant.settings import load_settings
from assistant.words import load_words
from tests.unit.door.conftest import Knock


def test_it_is_said_before_a_login(knock: Knock) -> None:
    page = knock(auth=f"anna:{hash_password('correct horse')}").get("/what-is-kept")
    assert page.status_code == 200
    assert "<h2>What is kept</h2>" in page.text and "{{" not in page.text and "$" not in page.text


def test_it_says_what_is_set() -> None:
    words = load_words()
    usual = what_is_kept(load_settings(), words)
    assert "deleted 365 days after" in usual and "a file on the machine" in usual and "A cookie" in usual
    assert "Nothing. Replies are written" in usual and "has set it to hold" not in usual
    other = what_is_kept(load_settings(auth="anna:x", debug_log=True, database_url="postgresql://u:hunter2@h/x"), words)
    assert "a database of the owner" in other and "only as a hash" in other and "has set it to hold" in other
    assert "hunter2" not in other


def test_without_a_retention_it_says_so(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("MENTOR_RETENTION_DAYS", "")
    assert "until you delete them" in what_is_kept(load_settings(), load_words())
