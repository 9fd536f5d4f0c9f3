"""The local models that can be pulled, from data/models.yaml: what each is, and where its weights come from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import LibraryError, ModelError
from assistant.reading import read_yaml

_TABLE = Path(__file__).with_name("data") / "models.yaml"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HubFile(_Part):
    """A file on the model hub."""

    repository: str = Field(pattern=r"^[\w.-]+/[\w.-]+$")
    revision: str
    file: str = Field(pattern=r"^[\w.-]+\.gguf$")


class Packages(_Part):
    """The same bytes, cut into packages. `{n}` in `name` and `member` is the number of the part, from 1."""

    name: str
    version: str
    parts: int = Field(ge=1, le=100)
    member: str

    def requirement(self, part: int) -> str:
        """The package that holds one part, as pip names it."""
        return f"{self.name.format(n=part)}=={self.version}"

    def member_of(self, part: int) -> str:
        """The name of the part inside its archive."""
        return self.member.format(n=part)


class LocalModel(_Part):
    """One model of the table. `size` is in bytes; `context` in tokens; both digests are hex."""

    name: str
    title: str
    use: str
    licence: str
    context: int = Field(ge=512)
    size: int | None = Field(default=None, ge=1)
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    hub: HubFile
    packages: Packages | None = None

    @property
    def file(self) -> str:
        """The name of the weights in the folder of models."""
        return self.hub.file


def load_catalogue(path: Path = _TABLE) -> Mapping[str, LocalModel]:
    """Read the table. Raises LibraryError naming the file, the model and the field."""
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise LibraryError(path.name, "file", "must map names to models")
    found = {}
    for name, entry in data.items():
        try:
            found[str(name)] = LocalModel.model_validate({"name": str(name), **(entry or {})})
        except (ValidationError, TypeError) as error:
            first = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": "must be a mapping"}
            field = ".".join([str(name), *(str(part) for part in first["loc"])])
            raise LibraryError(path.name, field, str(first["msg"])) from None
        if found[str(name)].packages and not found[str(name)].sha256:
            raise LibraryError(path.name, f"{name}.sha256", "is needed where the weights come from packages")
    return found


@cache
def catalogue() -> Mapping[str, LocalModel]:
    """The table, read once."""
    return load_catalogue()


def local_model(name: str) -> LocalModel:
    """Return one model of the table. Raises ModelError naming the models there are."""
    found = catalogue().get(name)
    if found is None:
        raise ModelError(f"there is no local model '{name}'; choose one of {', '.join(catalogue())}")
    return found
