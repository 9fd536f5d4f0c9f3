"""What a provider's error means, in one line for a person.

The clients of the providers have trees of errors of their own, but their HTTP errors carry `status_code`, and their
other errors have telling names; that is all that is looked at, so that no client need be imported.
"""

from __future__ import annotations

from assistant.errors import ModelError

_BY_STATUS = {
    400: "did not accept the request; the model's name may be wrong, or the text too long for it",
    401: "refused the key; check it, and export it again",
    402: "says that there is no credit left on the account",
    403: "does not allow this key to use the model",
    404: "does not have this model; check the name in MENTOR_MODEL",
    408: "took too long",
    413: "finds the text too long",
    429: "is refusing more requests for now (rate limit or quota); wait a minute, or look at the account",
}
_BY_NAME = (
    (
        ("connecterror", "apiconnection", "connectionerror", "connectionrefused", "connecttimeout"),
        "does not answer; start the server, or check MENTOR_MODEL_URL and the network",
    ),
    (("timeout",), "took too long; try again, or raise MENTOR_MODEL_TIMEOUT"),
    (("remoteprotocol", "incomplete", "readerror", "chunked", "jsondecode"), "broke off in the middle"),
)


def as_model_error(error: BaseException, name: str) -> ModelError:
    """Return the error as one line that names the model and says what to do."""
    if isinstance(error, ModelError):
        return error
    for cause in _chain(error):
        status = getattr(cause, "status_code", None)
        if isinstance(status, int):
            server = f"has a fault of its own (status {status}); try again later"
            return ModelError(f"'{name}' {_BY_STATUS.get(status, server if status >= 500 else f'answered {status}')}")
    for cause in _chain(error):
        kind = type(cause).__name__.lower()
        for names, meaning in _BY_NAME:
            if any(part in kind for part in names):
                return ModelError(f"'{name}' {meaning}")
    lines = str(error).strip().splitlines()
    return ModelError(f"'{name}' failed ({(lines[0] if lines else type(error).__name__)[:160]})")


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it came from."""
    found: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in found and len(found) < 8:
        found.append(cause)
        cause = cause.__cause__ or cause.__context__
    return found
