"""Nobody gets what is another's, and what goes out carries what it must."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import re
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from assistant.door import Door, Limits
from assistant.door.limits import Allowance
from assistant.settings import load_settings
from assistant.words import load_words
from tests.unit.door.conftest import FILE, Knock

COOKIE = "mentor_visitor"


def test_a_first_visit_gets_a_secret_that_no_script_reads(knock: Knock) -> None:
    browser = knock()
    answer = browser.get("/")
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"]
    assert re.fullmatch(rf"{COOKIE}=[\w-]{{43}}; Path=/; HttpOnly; SameSite=Lax; Max-Age=\d+", cookie)
    assert "set-cookie" not in browser.get("/").headers
    assert knock().get("/").cookies[COOKIE] != answer.cookies[COOKIE]


def test_behind_https_the_cookie_stays_there(knock: Knock) -> None:
    answer = knock(base="https://localhost").get("/")
    assert answer.headers["set-cookie"].endswith("; Secure")
    assert "max-age" in answer.headers["strict-transport-security"]


@pytest.mark.parametrize(
    "value", ["", "x", "a" * 44, "../../" + "a" * 37, '"' + "a" * 43 + '"x', "user:anna" + "a" * 34]
)
def test_a_malformed_cookie_gets_a_fresh_one(knock: Knock, value: str) -> None:
    answer = knock().get("/", headers={"cookie": f"{COOKIE}={value}"})
    assert answer.status_code == 200
    assert re.match(rf"{COOKIE}=[\w-]{{43}};", answer.headers["set-cookie"])


def test_the_page_learns_whose_request_it_is(knock: Knock) -> None:
    browser = knock()
    secret = browser.get("/").cookies[COOKIE]

    def whose(client: object) -> str:
        text = client.get("/gradio_api/queue/data", params={"session_hash": str(id(client))}).text  # type: ignore[attr-defined]
        return str(json.loads(text.removeprefix("data: "))["for"])

    assert whose(browser) == secret
    assert whose(knock()) == ""


def test_every_answer_has_the_headers(knock: Knock) -> None:
    browser = knock()
    for answer in (browser.get("/"), browser.get("/nowhere/x"), browser.post("/gradio_api/run/broken", json={})):
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy and "object-src 'none'" in policy
        assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
        assert "https:" not in policy and "*" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "microphone=()" in answer.headers["permissions-policy"]
        assert answer.headers["cache-control"] == "no-store"


def test_only_the_scripts_that_came_with_the_page_have_its_nonce(knock: Knock) -> None:
    first, second = (knock().get("/") for _ in range(2))
    nonces = [
        re.findall(r"'nonce-([\w-]+)'", answer.headers["content-security-policy"])[0] for answer in (first, second)
    ]
    assert nonces[0] != nonces[1]
    assert first.text == f'<html><script nonce="{nonces[0]}">window.x = {{}}</script><SCRIPT>no</SCRIPT></html>'
    assert int(first.headers["content-length"]) == len(first.content)


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/proxy=http://localhost/",
        "/gradio_api/deep_link?session_hash=a",
        "/gradio_api/runs",
        "/monitoring",
        "/gradio_api/openapi.json",
        "/gradio_api/dev/reload",
        "/gradio_api/vibe-code",
        "/gradio_api/stream/a/b/c/playlist.m3u8",
        "/gradio_api/custom_component/a/client/component/index.js",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/token",
    ],
)
def test_what_the_page_does_not_need_is_closed(knock: Knock, path: str) -> None:
    browser = knock()
    browser.get("/")
    assert browser.get(path).status_code == 404


def test_a_session_is_its_first_visitors(knock: Knock) -> None:
    anna, ben, program = knock(), knock(), knock()
    anna.get("/"), ben.get("/")
    joined = anna.post("/gradio_api/queue/join", json={"session_hash": "s1", "fn_index": 0, "data": []})
    event = joined.json()["event_id"]
    assert anna.get("/gradio_api/queue/data?session_hash=s1").status_code == 200
    assert anna.get(f"/gradio_api/call/chat/{event}").status_code == 200
    for other in (ben, program):
        assert other.get("/gradio_api/queue/data?session_hash=s1").status_code == 404
        assert other.get(f"/gradio_api/queue/data?session_hash={event}").status_code == 404
        assert other.get(f"/gradio_api/call/chat/{event}").status_code == 404
        assert other.get("/gradio_api/heartbeat/s1").status_code == 404
        assert other.post("/gradio_api/queue/join", json={"session_hash": "s1", "data": []}).status_code == 404
        assert other.post("/gradio_api/run/chat", json={"session_hash": "s1", "data": []}).status_code == 404
        assert other.post("/gradio_api/cancel", json={"session_hash": "s2", "event_id": event}).status_code == 404
    assert anna.post("/gradio_api/cancel", json={"session_hash": "s1", "event_id": event}).status_code == 200


def test_a_file_is_for_those_who_were_shown_it(knock: Knock) -> None:
    anna, ben = knock(), knock()
    anna.get("/"), ben.get("/")
    assert anna.get(f"/gradio_api/file={FILE}").status_code == 404
    anna.get("/gradio_api/queue/data?session_hash=s1")
    assert anna.get(f"/gradio_api/file={FILE}").status_code == 200
    for other in (ben, knock()):
        assert other.get(f"/gradio_api/file={FILE}").status_code == 404
        taken = {"session_hash": "mine", "data": [[{"deep": {"path": FILE, "meta": {"_type": "gradio.FileData"}}}]]}
        assert other.post("/gradio_api/queue/join", json=taken).status_code == 404
    # What was only typed was not shown.
    assert anna.get("/gradio_api/file=/cache/other").status_code == 404


def test_an_upload_is_for_who_brought_it(knock: Knock) -> None:
    anna, ben = knock(), knock()
    anna.get("/"), ben.get("/")
    sent = anna.post("/gradio_api/upload?upload_id=u1", files={"files": ("notes.md", b"# Notes")})
    path = sent.json()[0]
    for other in (ben, knock()):
        assert other.get(f"/gradio_api/file={path}").status_code == 404
        assert other.get("/gradio_api/upload_progress?upload_id=u1").status_code == 404
    assert anna.get(f"/gradio_api/file={path}").status_code == 200


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"a":' * 60 + b"1" + b"}" * 60])
def test_a_body_that_is_no_call_is_one_line(knock: Knock, body: bytes) -> None:
    answer = knock().post("/gradio_api/queue/join", content=body)
    assert answer.status_code == 400
    assert len(answer.text.splitlines()) == 1


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "[", "10.0.0.7"])
def test_another_name_for_this_machine_is_not_answered(knock: Knock, host: str) -> None:
    answer = knock().get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "MENTOR_HOSTS" in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:7860", "127.0.0.1:7860", "[::1]:7860"])
def test_its_own_names_are(knock: Knock, host: str) -> None:
    assert knock().get("/", headers={"host": host}).status_code == 200


def test_a_page_for_others_is_answered_by_address_and_by_the_names_that_are_set(knock: Knock) -> None:
    client = knock(host="0.0.0.0", open=True, hosts="coach.example.org, other.example.org")
    for host, status in (("10.1.2.3:7860", 200), ("coach.example.org", 200), ("evil.example", 421)):
        assert client.get("/", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_another_site_changes_nothing(knock: Knock, headers: dict[str, str]) -> None:
    answer = knock().post("/gradio_api/run/x", json={"data": []}, headers=headers)
    assert answer.status_code == 403
    own = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    assert knock().post("/gradio_api/run/x", json={"data": []}, headers=own).status_code == 200


def test_another_site_reads_nothing_but_may_link_here(knock: Knock) -> None:
    assert knock().get("/config", headers={"origin": "http://evil.example"}).status_code == 403
    assert knock().get("/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}).status_code == 200


def test_one_visitor_who_floods_does_not_keep_others_out(knock: Knock) -> None:
    limits = Limits(visitor=Allowance(5, 0.001), address=Allowance(60, 0.001))
    anna, ben = knock(limits), knock(limits)
    anna.get("/"), ben.get("/")
    answers = [anna.get("/gradio_api/info") for _ in range(60)]
    assert [answer.status_code for answer in answers].count(200) == 5
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0 and "Wait a few seconds" in answers[-1].text
    assert ben.get("/gradio_api/info").status_code == 200


def test_changing_the_cookie_does_not_get_round_the_limit(knock: Knock) -> None:
    limits = Limits(visitor=Allowance(5, 0.001), address=Allowance(40, 0.001))
    codes = [
        knock(limits, address="127.0.0.9").get("/", headers={"cookie": f"{COOKIE}={n:043d}"}).status_code
        for n in range(60)
    ]
    assert codes.count(200) == 40
    assert knock(limits, address="127.0.0.8").get("/").status_code == 200


def test_guests_of_an_address_are_counted_together_and_apart_from_its_visitors(knock: Knock) -> None:
    limits = Limits(guests=Allowance(5, 0.001))
    visitor = knock(limits)
    visitor.get("/")
    codes = [knock(limits).get("/gradio_api/info").status_code for _ in range(6)]
    assert codes == [200] * 4 + [429] * 2
    assert knock(limits, address="127.0.0.8").get("/gradio_api/info").status_code == 200
    assert visitor.get("/gradio_api/info").status_code == 200


def test_a_fault_of_the_program_is_one_line_and_its_text_stays_out_of_the_log(
    knock: Knock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "assistant"):
        answer = knock().post("/gradio_api/run/broken", json={"data": ["Dr Osei"]})
    assert answer.status_code == 500
    assert re.fullmatch(r"Something went wrong here \(\w{8}\)\.\n", answer.text)


def test_the_log_names_no_secret(knock: Knock, caplog: pytest.LogCaptureFixture) -> None:
    browser = knock()
    with caplog.at_level(logging.INFO, "assistant.door"):
        secret = browser.get("/").cookies[COOKIE]
        browser.get("/gradio_api/queue/data?session_hash=my-session")
        browser.get(f"/gradio_api/file={FILE}")
    lines = [vars(record) for record in caplog.records if record.message == "request"]
    assert [(line["route"], line["status"]) for line in lines] == [
        ("/", 200),
        ("/gradio_api/queue/data", 200),
        ("/gradio_api/file=", 200),
    ]
    written = json.dumps(lines, default=str)
    assert secret not in written and "my-session" not in written and "letter.docx" not in written
    assert lines[-1]["visitor"] == hashlib.sha256(secret.encode()).hexdigest()[:8]


def test_one_visitor_holds_only_so_many_requests_open(tmp_path: Path) -> None:
    """Streams that are left open are counted, and those that end are given back."""

    async def run() -> list[list[int]]:
        gate = asyncio.Event()

        async def slow(scope: Scope, receive: Receive, send: Send) -> None:
            await gate.wait()
            await PlainTextResponse("late")(scope, receive, send)

        door = Door(slow, load_settings(data_dir=tmp_path), load_words(), Limits(guests_open_at_once=3))

        async def knock() -> int:
            codes: list[int] = []

            async def send(message: Message) -> None:
                if message["type"] == "http.response.start":
                    codes.append(message["status"])

            async def receive() -> Message:
                return {"type": "http.request", "body": b"", "more_body": False}

            scope = {
                "type": "http", "method": "GET", "path": "/gradio_api/info", "raw_path": b"", "query_string": b"",
                "scheme": "http", "server": ("localhost", 80), "client": ("127.0.0.1", 1),
                "headers": [(b"host", b"localhost")],
            }  # fmt: skip
            await door(scope, receive, send)
            return codes[0]

        held = [asyncio.create_task(knock()) for _ in range(3)]
        await asyncio.sleep(0)
        over = [await knock()]
        gate.set()
        return [list(await asyncio.gather(*held)), over, [await knock()]]

    assert asyncio.run(run()) == [[200, 200, 200], [429], [200]]
