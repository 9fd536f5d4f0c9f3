"""Run the evaluations.

python -m tests.evals retrieval                          our own questions against the library
python -m tests.evals retrieval --public FOLDER          public guidance questions, one BEIR folder a source
python -m tests.evals calibrate                          fit when a question counts as covered
python -m tests.evals model --sample 12                  a chat model behind the coach: inventions, support, wording
python -m tests.evals conversations                      follow-ups, and the rubric of grounded answers
python -m tests.evals safety                             the screen, identifiers, and fuzzed turns
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from assistant.search import Embedder
from assistant.settings import load_settings

app = typer.Typer(add_completion=False, no_args_is_help=True)

Data = Annotated[Path | None, typer.Option(help="Folder for indexes that is kept; a temporary one by default.")]
Half = Annotated[str, typer.Option(help="Which questions: dev, held (not tuned on), or other (by another writer).")]


def _folder(data: Path | None) -> Path:
    return data or Path(tempfile.mkdtemp(prefix="mentor-evals-"))


@app.command()
def retrieval(
    public: Annotated[Path | None, typer.Option(help="Folder of BEIR folders.")] = None,
    data: Data = None,
    half: Half = "dev",
) -> None:
    """Print hit@1, hit@5, MRR@10, false answers and false refusals, with 95% intervals."""
    from tests.evals import retrieval as evaluation

    embedder = Embedder()
    if public:
        evaluation.print_public(evaluation.public(public, _folder(data), embedder))
        return
    searcher = evaluation.library_searcher(load_settings().knowledge, _folder(data), embedder)
    evaluation.print_own(evaluation.own(searcher, half), half)


@app.command()
def calibrate(public: Annotated[Path | None, typer.Option()] = None, data: Data = None) -> None:
    """Fit the coverage decision on the development halves and print its constants."""
    from tests.evals.calibration import fit, print_fit

    print_fit(fit(load_settings().knowledge, _folder(data), Embedder(), public))


@app.command()
def conversations(data: Data = None, half: Half = "dev") -> None:
    """Print how many follow-ups are resolved, and how many answers keep each rubric item."""
    from tests.evals.conversations import print_report, report

    print_report(report(load_settings(data_dir=_folder(data)), half))


@app.command()
def safety(
    half: Half = "dev",
    show: Annotated[bool, typer.Option(help="Print each wrong verdict.")] = False,
    fuzz: Annotated[int, typer.Option(help="Play so many odd messages through whole turns.")] = 0,
    data: Data = None,
) -> None:
    """Print recall and false alarms of the screen, with 95% intervals."""
    from tests.evals.safety import print_report

    print_report(half, show, fuzz, load_settings(data_dir=_folder(data)))


@app.command()
def model(
    model: Annotated[str, typer.Option(help="As MENTOR_MODEL.")] = "local:qwen2.5-coder-1.5b",
    sample: Annotated[int, typer.Option(help="How many of each.")] = 60,
    half: Half = "dev",
    show: Annotated[bool, typer.Option(help="Print every draft and answer.")] = False,
    part: Annotated[str, typer.Option(help="drafts, answers, or both.")] = "both",
    replies: Annotated[Path | None, typer.Option(help="Raw replies are kept in this file, and read from it.")] = None,
    kept: Annotated[bool, typer.Option(help="Ask no model: only what is in the file of replies.")] = False,
) -> None:
    """Print what a model invents, what passes the gate, and whose words are shown."""
    from tests.evals import model as evaluation

    evaluation.main(model, sample, half, show, ("drafts", "answers") if part == "both" else (part,), replies, kept)


@app.command()
def all() -> None:
    """Everything that needs no folder from outside."""
    data = _folder(None)
    for half in ("dev", "held"):
        retrieval(None, data, half)
        conversations(data, half)
        safety(half, data=data)


if __name__ == "__main__":
    app()
