"""Own documents: reading md, txt, html, pdf, docx and BEIR corpus.jsonl into `Document` values.

A file that cannot be read is refused with its name and the reason; the others are kept. Text is data: it is
normalised, and a document that holds words written as a command to the program is quarantined, never indexed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.errors import DocumentError
from assistant.safety import command_in, normalise
from assistant.search.passages import Document, Section

MAX_FILE_BYTES = 50 * 1024 * 1024
_QUARANTINE = "is written as a command to the program; take it out, or leave the document out"


@dataclass(frozen=True)
class Reading:
    """What a folder gave: the documents, and a refusal for each file or line that was not taken.

    `quarantined` are those of the refusals that `doctor` goes on to list.
    """

    documents: tuple[Document, ...]
    refused: tuple[DocumentError, ...]
    quarantined: tuple[DocumentError, ...] = ()


def read_folder(folder: Path) -> Reading:
    """Read every supported file under `folder`, in the order of their paths.

    Raises DocumentError when the folder is missing or holds no file of a known kind.
    """
    if not folder.is_dir():
        raise DocumentError(str(folder), "is not a folder; name a folder of md, txt, html, pdf, docx or corpus.jsonl")
    documents: dict[str, Document] = {}
    refused: list[DocumentError] = []
    quarantined: list[DocumentError] = []
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix.lower() in _READERS]
    if not files:
        raise DocumentError(str(folder), "holds no file to index; known kinds: " + ", ".join(sorted(_READERS)))
    for path in files:
        name = str(path.relative_to(folder))
        try:
            if path.stat().st_size > MAX_FILE_BYTES:
                raise DocumentError(name, "is larger than 50 MB; split it")
            found = list(_READERS[path.suffix.lower()](path, name))
        except DocumentError as error:
            refused.append(error)
            continue
        for document in found:
            if isinstance(document, DocumentError):
                refused.append(document)
            elif document.id in documents:
                refused.append(DocumentError(name, f"the id '{document.id}' stands twice"))
            elif not any(section.text.strip() for section in document.sections):
                refused.append(DocumentError(name, "holds no text"))
            else:
                document = _normalised(document)
                if words := _commands(document):
                    quarantined.append(DocumentError(document.id, f"is quarantined: '{words}' {_QUARANTINE}"))
                else:
                    documents[document.id] = document
    return Reading(tuple(documents.values()), (*refused, *quarantined), tuple(quarantined))


def _normalised(document: Document) -> Document:
    sections = tuple(replace(s, heading=normalise(s.heading), text=normalise(s.text)) for s in document.sections)
    return replace(document, title=normalise(document.title), sections=sections)


def _commands(document: Document) -> str | None:
    """Return the words of a document that speak to the program instead of the reader, or None."""
    parts = (document.title, *(part for section in document.sections for part in (section.heading, section.text)))
    return next((words for part in parts if part and (words := command_in(part))), None)


def _read_text(path: Path, name: str) -> Iterator[Document]:
    text = _decode(path, name)
    yield Document(name, _title_from_name(path), (Section("", text),), (), (), name)


def _read_markdown(path: Path, name: str) -> Iterator[Document]:
    from markdown_it import MarkdownIt

    text = re.sub(r"\A---\n.*?\n---\n", "", _decode(path, name), flags=re.DOTALL)
    tokens = MarkdownIt("commonmark").parse(text)
    lines = text.splitlines()
    starts = [
        (token.map[0], token.map[1], int(token.tag[1]), tokens[i + 1].content)
        for i, token in enumerate(tokens)
        if token.type == "heading_open" and token.map and token.level == 0
    ]
    yield _from_headings(path, name, lines, starts)


def _read_html(path: Path, name: str) -> Iterator[Document]:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(_decode(path, name), "html.parser")
    for element in soup(["script", "style", "noscript", "template", "nav", "footer"]):
        element.decompose()
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    lines: list[str] = []
    starts: list[tuple[int, int, int, str]] = []
    blocks = ["h1", "h2", "h3", "h4", "p", "li", "td", "th", "pre", "blockquote", "dd", "dt"]
    for element in soup.find_all(blocks):
        if element.find_parent(blocks):
            continue
        text = element.get_text(" ", strip=True)
        if text and element.name in ("h1", "h2", "h3", "h4"):
            starts.append((len(lines), len(lines) + 1, int(element.name[1]), text))
        if text:
            lines.append(text)
    if not lines:
        lines = soup.get_text("\n", strip=True).splitlines()
    document = _from_headings(path, name, lines, starts)
    yield Document(name, title or document.title, document.sections, (title or document.title,), (), name)


def _read_pdf(path: Path, name: str) -> Iterator[Document]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(name, "is locked with a password; save it without one")
        pages = [page.extract_text() for page in reader.pages]
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except (PyPdfError, ValueError, KeyError, OSError, RecursionError) as error:
        raise DocumentError(name, f"cannot be read as a PDF ({type(error).__name__})") from None
    if not any(page.strip() for page in pages):
        raise DocumentError(name, "holds no text, perhaps only scanned pictures")
    sections = tuple(Section(f"Page {n}", page) for n, page in enumerate(pages, 1) if page.strip())
    title = title.strip() or _title_from_name(path)
    yield Document(name, title, sections, (title,), (), name)


def _read_docx(path: Path, name: str) -> Iterator[Document]:
    import zipfile

    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        content = docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise DocumentError(name, f"cannot be read as a Word document ({type(error).__name__})") from None
    lines: list[str] = []
    starts: list[tuple[int, int, int, str]] = []
    for paragraph in content.paragraphs:
        text = paragraph.text.strip()
        style = (paragraph.style.name if paragraph.style else "") or ""
        if text and (style.startswith("Heading") or style == "Title"):
            level = int(style[-1]) if style[-1].isdigit() else 1
            starts.append((len(lines), len(lines) + 1, level, text))
        if text:
            lines.append(text)
    lines += [" | ".join(cell.text.strip() for cell in row.cells) for table in content.tables for row in table.rows]
    yield _from_headings(path, name, lines, starts)


def _read_corpus(path: Path, name: str) -> Iterator[Any]:
    """BEIR corpus.jsonl: `_id`, `title`, `text`; the id is kept."""
    for number, line in enumerate(_decode(path, name).split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            title, text = str(record.get("title") or ""), str(record["text"])
            document_id = str(record["_id"])
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError):
            yield DocumentError(f"{name}:{number}", "is not an object with '_id', 'title' and 'text'")
            continue
        if not text.strip():
            text = title
        yield Document(document_id, title, (Section("", text),), (title,) if title else (), (), f"{name}:{number}")


_READERS: dict[str, Callable[[Path, str], Iterator[Any]]] = {
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".txt": _read_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
    ".jsonl": _read_corpus,
}


def _from_headings(path: Path, name: str, lines: list[str], starts: list[tuple[int, int, int, str]]) -> Document:
    """Build a document from its lines and its headings, each (first line, line after, level, text)."""
    title = _title_from_name(path)
    if starts and starts[0][2] == 1 and not "".join(lines[: starts[0][0]]).strip():
        title = starts[0][3]
    sections: list[Section] = []
    bounds = [(0, 0, 0, ""), *starts, (len(lines), len(lines), 0, "")]
    trail: list[tuple[int, str]] = []
    for (_, begin, level, heading), (end, *_) in pairwise(bounds):
        trail = [(lv, text) for lv, text in trail if lv < level] + ([(level, heading)] if heading else [])
        text = "\n".join(lines[begin:end]).strip()
        if text:
            label = " > ".join(part for _, part in trail if part != title)
            sections.append(Section(label, text))
    return Document(name, title, tuple(sections), (title,), (), name)


def _decode(path: Path, name: str) -> str:
    data = path.read_bytes()
    if b"\x00" in data[:4096]:
        raise DocumentError(name, "is not a text file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _title_from_name(path: Path) -> str:
    return re.sub(r"[-_]+", " ", path.stem).strip()
