"""Many files → FormReturns: each is read in a process that may die alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from plansheet.consolidation import Received
from plansheet.consolidation.receipts import once_each
from plansheet.language.wording import Language
from plansheet.own_forms.consolidating import FormConsolidation, merge_form, of_period
from plansheet.own_forms.form_file import read_form
from plansheet.own_forms.model import OwnForm
from plansheet.own_forms.own_rows import own_checked_form
from plansheet.own_forms.previous import held_against_previous, read_previous
from plansheet.own_forms.reading import read_form_return
from plansheet.own_forms.returned import FormReturn
from plansheet.plan import Plan
from plansheet.plan.periods import Period
from plansheet.problems import Problem
from plansheet.returns.check import CheckedReturn
from plansheet.returns.find import ReturnFile
from plansheet.returns.kept import with_kept
from plansheet.returns.own_checks import OwnCheck
from plansheet.returns.reading import refused_return
from plansheet.returns.send_back import MarkedCopy, copy_places, mark_copies
from plansheet.workbooks.cache import Where, open_cache
from plansheet.workbooks.reading import Reader, Workbook, read_one
from plansheet.workbooks.remote import Location, PathOrRemote


def the_form(form: OwnForm | Path | str) -> OwnForm:
    """A form, read where its folder was named."""
    return form if isinstance(form, OwnForm) else read_form(form)


def read_file(
    path: Path, form: OwnForm, plan: Plan, agency: str | None = None, name: str = ""
) -> FormReturn:
    """One file as it was read, in this process."""
    file = name or path.name
    found = read_one(path, file, partial(read_form_return, form=form, plan=plan, agency=agency))
    return FormReturn(refused_return(file, found)) if isinstance(found, Problem) else found


def read_files(
    files: Sequence[ReturnFile],
    form: OwnForm,
    plan: Plan,
    agency: str | None = None,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
    own: Callable[[FormReturn], FormReturn] = lambda found: found,
    cache: Where = False,
) -> Iterator[tuple[Received, FormReturn]]:
    """Each file as it was read, and when it came, in their order.

    `own` holds it, in this process, against checks of a user's own.
    """
    read = partial(read_form_return, form=form, plan=plan, agency=agency)
    read_all = partial(_read_all, read=read, workers=workers)
    every = with_kept(files, read, read_all, open_cache(cache))
    for done, (file, as_read) in enumerate(every, 1):
        found = own(as_read)
        checked = CheckedReturn(found.ret, problems=found.ret.problems)
        yield Received(checked, file.came(found.ret, plan.years)), found
        if progress:
            progress(done, len(files))


def _read_all(
    files: Sequence[ReturnFile], read: Callable[[Workbook], FormReturn], workers: int
) -> Iterator[tuple[ReturnFile, FormReturn]]:
    names = {file.path: file.name for file in files}
    with Reader(workers=workers) as reader:
        results = reader.open_all([f.path for f in files], read, name=lambda path: names[path])
        for file, (_, found) in zip(files, results, strict=True):
            if isinstance(found, Problem):
                yield file, FormReturn(refused_return(file.name, found))
            else:
                yield file, found


def _own(
    form: OwnForm,
    plan: Plan,
    as_of: date,
    checks: Sequence[OwnCheck],
    previous: Location | None,
    period: Period | None,
) -> Callable[[FormReturn], FormReturn]:
    """What a return is held against in this process: last time's, and checks of a user's own."""
    earlier = read_previous(previous, form, period) if previous is not None else None

    def own(found: FormReturn) -> FormReturn:
        if earlier is not None:
            found = held_against_previous(found, form, earlier)
        return own_checked_form(found, checks, plan, as_of)

    return own


def check_files(
    files: Sequence[ReturnFile],
    form: OwnForm,
    plan: Plan,
    as_of: date,
    *,
    period: Period | None = None,
    agency: str | None = None,
    annotated: PathOrRemote | None = None,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
    checks: Sequence[OwnCheck] = (),
    lang: Language = "vi",
    cache: Where = False,
    previous: Location | None = None,
) -> list[CheckedReturn]:
    """Each file checked; those with something to correct get a marked copy in `annotated`.

    Args:
        period: the one of which they must be, where one is named.
        agency: whose the files are that do not say so themselves.
        previous: the total of an earlier period, of which checks of the form may speak.
    """
    own = _own(form, plan, as_of, checks, previous, period)
    found = list(read_files(files, form, plan, agency, workers, progress, own, cache))
    if period is not None:
        found = [of_period(*one, period) for one in found]
    checked = [received.checked for received, _ in found]
    if annotated is not None:
        places = copy_places(files, annotated)
        copies = [
            MarkedCopy(file.path, places[file.path], one)
            for file, one in zip(files, checked, strict=True)
            if one.has_to_be_corrected
        ]
        mark_copies(copies, plan, as_of, agency=agency, workers=workers, lang=lang)
    return checked


def merge_files(
    form: OwnForm,
    plan: Plan,
    period: Period,
    files: Sequence[ReturnFile],
    as_of: date,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
    checks: Sequence[OwnCheck] = (),
    cache: Where = False,
    previous: Location | None = None,
) -> FormConsolidation:
    """The files of a folder of returns as totals.

    `previous` is the total of an earlier period, of which checks of the form may speak.
    """
    own = _own(form, plan, as_of, checks, previous, period)
    found = list(read_files(files, form, plan, None, workers, progress, own, cache))
    kept, twins = once_each([received for received, _ in found])
    names = {received.name for received in kept}
    standing = [pair for pair in found if pair[0].name in names]
    return merge_form(form, plan, period, standing, as_of, twins)
