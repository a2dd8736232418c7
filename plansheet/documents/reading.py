"""Opening a document by its format."""

from __future__ import annotations

from pathlib import Path

from plansheet.documents.draft import Draft
from plansheet.documents.importing import draft_of
from plansheet.documents.read_text import read_text
from plansheet.problems import DocumentError, InputError
from plansheet.wording import Wording

LARGEST = 20_000_000
"""Bytes of the largest document that is read: a plan of 500 pages has 2 MB of text."""

_READERS = {".txt": read_text}

_NO_FILE = Wording("Không đọc được tệp “{name}”.", "The file “{name}” cannot be read.")
_TOO_LARGE = Wording(
    "Tệp “{name}” quá lớn ({size} MB) nên chắc không phải là một bản kế hoạch.",
    "The file “{name}” is too large ({size} MB) to be a plan.",
)
_NO_READER = Wording(
    "Tệp “{name}” không thuộc loại đọc được: cần .docx, .xlsx, .html hoặc .txt.",
    "The file “{name}” is of no format that can be read: .docx, .xlsx, .html or .txt.",
)
_UNREADABLE = Wording(
    "Tệp “{name}” bị hỏng hoặc không đúng định dạng {suffix}.",
    "The file “{name}” is damaged or no {suffix} file.",
)
_NO_PLAN = Wording(
    "Không tìm thấy nhiệm vụ hay chỉ tiêu nào trong “{name}”: có vẻ không phải là bản kế hoạch.",
    "No task or indicator was found in “{name}”: it does not look like a plan.",
)


def import_document(path: Path | str) -> Draft:
    """Read a published plan and make the draft of a plan of it.

    Args:
        path: a .docx, .xlsx, .html or .txt file.

    Raises:
        InputError: the file does not exist or may not be read.
        DocumentError: the file is too large, damaged, of another format, or has no plan in it.
    """
    path = Path(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise DocumentError(_NO_READER.fill(name=path.name))
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise DocumentError(_TOO_LARGE.fill(name=path.name, size=size // 1_000_000))
        data = path.read_bytes()
    except OSError as error:
        raise InputError(_NO_FILE.fill(name=path.name)) from error
    try:
        document = reader(data)
    except ValueError as error:
        raise DocumentError(_UNREADABLE.fill(name=path.name, suffix=path.suffix)) from error
    draft = draft_of(document)
    if not draft.tables.tasks and not draft.tables.indicators:
        raise DocumentError(_NO_PLAN.fill(name=path.name))
    return draft
