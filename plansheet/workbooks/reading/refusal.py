"""Refusing a file: one exception that carries one problem."""

from __future__ import annotations

from plansheet.language.wording import Wording
from plansheet.problems import Place, Problem, problem


class Refused(Exception):  # noqa: N818 - it says what happened to the file, not that we erred
    """A file that is not read, with the one problem that says why.

    Codes: `unreadable`, `encrypted`, `too-large`, `not-a-workbook`, `unsafe-content` (as error).
    """

    def __init__(self, found: Problem) -> None:
        super().__init__(found)
        self.problem = found

    def __str__(self) -> str:
        return f"{self.problem.file}: {self.problem.message}"


class Fault(Exception):  # noqa: N818 - the same as Refused, before the file's name is known
    """Why a file cannot be read, said where its name is not known; becomes `Refused`."""

    def __init__(self, code: str, why: Wording) -> None:
        super().__init__(why.en)
        self.code = code
        self.why = why

    def refuse(self, file: str) -> Refused:
        """The same, for the file of this name."""
        place = Place(file)
        if self.code == "unsafe-content":
            return Refused(problem(self.code, place, severity="error", what=self.why))
        return Refused(problem(self.code, place, why=self.why))


def unreadable(vi: str, en: str) -> Fault:
    """Damaged, or not what it claims to be."""
    return Fault("unreadable", Wording(vi, en))


def too_large(vi: str, en: str) -> Fault:
    """Beyond one of the limits."""
    return Fault("too-large", Wording(vi, en))


def unsafe(vi: str, en: str) -> Fault:
    """Built to mislead or to harm a reader."""
    return Fault("unsafe-content", Wording(vi, en))


def not_a_workbook(vi: str, en: str) -> Fault:
    """Something other than a spreadsheet; `vi` and `en` say what."""
    return Fault("not-a-workbook", Wording(vi, en))


def encrypted() -> Fault:
    """Protected by a password."""
    return Fault("encrypted", Wording("tệp có mật khẩu", "the file has a password"))


def out_of_memory() -> Fault:
    """The limits let it through and memory still did not suffice."""
    return too_large("không đủ bộ nhớ để đọc", "there is not enough memory to read it")


def cut_short() -> Fault:
    """It ends before what it announces."""
    return unreadable("tệp bị cắt cụt", "the file is cut short")


def damaged_archive() -> Fault:
    """A zip file that does not hold together."""
    return unreadable("tệp nén bị hỏng", "the archive is damaged")


def damaged_record() -> Fault:
    """A record of .xls or .xlsb that is none."""
    return unreadable("bản ghi bị hỏng", "a record is damaged")


def damaged_sheet() -> Fault:
    """A sheet that is none."""
    return unreadable("có trang tính bị hỏng", "a sheet is damaged")


def wrong_address() -> Fault:
    """A cell that stands nowhere."""
    return unreadable("địa chỉ ô bị sai", "the address of a cell is wrong")


def no_sheets() -> Fault:
    """A workbook without a sheet that has cells."""
    return unreadable("sổ tính không có trang tính nào", "the workbook has no sheets")


def too_many_sheets() -> Fault:
    """More sheets than `limits.SHEETS`."""
    return too_large("có quá nhiều trang tính", "there are too many sheets")


def too_many_strings() -> Fault:
    """More shared strings than `limits.STRINGS`."""
    return too_large("có quá nhiều chuỗi", "there are too many strings")


def too_many_records() -> Fault:
    """More records than `limits.RECORDS`."""
    return too_large("có quá nhiều bản ghi", "there are too many records")


def declares_dtd() -> Fault:
    """XML that could name entities: no spreadsheet program writes it."""
    return unsafe("phần XML khai báo DTD", "an XML part declares a DTD")
