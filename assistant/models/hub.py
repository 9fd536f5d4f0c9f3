"""Weights from the model hub, by repository, revision and file name."""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant.errors import ModelError
from assistant.models.catalogue import LocalModel
from assistant.models.watching import Report, watched


class HubUnreachable(ModelError):
    """The hub does not answer; the same bytes may be had elsewhere."""


def hub_download(model: LocalModel, target: Path, report: Report) -> str | None:
    """Bring the file to `target`; return the sha256 that the hub publishes for it, or None.

    A broken download goes on where it stopped. `report` hears the bytes so far. Raises HubUnreachable.
    """
    # Imported late: only a pull needs it.
    from huggingface_hub import get_hf_file_metadata, hf_hub_download, hf_hub_url
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    folder = target.parent / "from-hub"
    where = model.hub
    try:
        published = get_hf_file_metadata(hf_hub_url(where.repository, where.file, revision=where.revision), timeout=10)
        with watched(folder, report):
            path = hf_hub_download(where.repository, where.file, revision=where.revision, local_dir=folder)
    except Exception as error:
        # The hub's client raises errors of several libraries; whichever it is, the hub did not deliver.
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise HubUnreachable(f"the hub does not deliver '{where.repository}' ({reason})") from error
    Path(path).replace(target)
    shutil.rmtree(folder, ignore_errors=True)
    etag = published.etag or ""
    return etag if len(etag) == 64 else None
