"""Reading forms from JSON Schema: the package's own, or those of a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from plansheet.forms.checks import check_sheets, form_faults_of, lacking, schema_faults
from plansheet.forms.comparisons import ComparisonError, read_check
from plansheet.forms.model import Column, ColumnKind, Form, Forms, Json, Rule
from plansheet.forms.names import FORM_NAMES, OWN_FORM_FILE
from plansheet.forms.resources import resource
from plansheet.forms.vocabulary import OWN_WORDS, word_faults
from plansheet.language.text import match_key
from plansheet.language.wording import Term, Wording, spellings, worded
from plansheet.problems import FormError, existing_folder
from plansheet.problems.catalogue import form_faults, phrases

_LONGEST_REASON: Final = 200


@cache
def packaged_forms() -> Forms:
    """The forms of the package itself."""
    return Forms({name: _load(name, None) for name in FORM_NAMES})


def load_forms(folder: Path | str | Forms | None = None) -> Forms:
    """The forms that say which columns every sheet has.

    Args:
        folder: own forms (`task_report.json` …), JSON Schema of draft 2020-12; what is not there
            comes from the package. None means the package's alone; forms are given back.

    Returns:
        All forms by name.

    Raises:
        InputError: the folder does not exist.
        FormError: a file in it is no form that can be used.
    """
    if isinstance(folder, Forms):
        return folder
    if folder is None:
        return packaged_forms()
    own = existing_folder(folder)
    if (own / OWN_FORM_FILE).is_file():
        raise FormError("folder-of-an-own-form", path=own)
    strange = sorted(p.name for p in own.glob("*.json") if p.stem not in FORM_NAMES)
    if strange:
        raise FormError("not-a-form", path=own / strange[0], names=", ".join(FORM_NAMES))
    forms = Forms({name: _load(name, own) for name in FORM_NAMES}, own.absolute())
    check_sheets(forms)
    return forms


def _load(name: str, own: Path | None) -> Form:
    packaged = resource("workbook_templates") / f"{name}.json"
    path = own / f"{name}.json" if own and (own / f"{name}.json").exists() else packaged
    try:
        schema = json.loads(path.read_text(encoding="utf-8"))
        if path == packaged:
            return _form(name, schema)
        _refuse(path, schema_faults(schema))
        _refuse(path, word_faults(schema))
        form = _form(name, schema)
    except ComparisonError as error:
        raise FormError("form-unusable", path=path, why=error.wording) from error
    except KeyError as error:
        why = form_faults.NO_KEYWORD.fill(keyword=error.args[0])
        raise FormError("form-unusable", path=path, why=why) from error
    except (ValueError, TypeError, AttributeError, OSError, RecursionError) as error:
        why = form_faults.NOT_READ.fill(error=_one_line(str(error)))
        raise FormError("form-unusable", path=path, why=why) from error
    for column in lacking(form):
        title = packaged_forms()[name].by_name[column].title
        raise FormError("form-lacks-column", path=path, column=column, title=title)
    _refuse(path, form_faults_of(form))
    return form


def _refuse(path: Path, faults: Iterator[Wording]) -> None:
    """Raise `FormError` for the first fault of a form, if there is one."""
    for fault in faults:
        why = Wording(_one_line(fault.vi), _one_line(fault.en))
        raise FormError("form-unusable", path=path, why=why)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_REASON]


def _form(name: str, schema: Json) -> Form:
    extra = schema[OWN_WORDS]
    keys = extra.get("key", "")
    key, *further = [keys] if isinstance(keys, str) else keys
    english = extra.get("en", {})
    required = set(schema.get("required", ()))
    columns = tuple(
        _column(prop, spec, prop in required) for prop, spec in schema["properties"].items()
    )
    return Form(
        name=name,
        title=Term(schema["title"], english.get("title", "")),
        sheet=Term(extra["sheet"], english.get("sheet", "")),
        key=key,
        further_keys=tuple(further),
        optional=bool(extra.get("optional")),
        free=extra.get("free", 0),
        label=extra.get("name", ""),
        columns=columns,
        rules=tuple(_rule(spec) for spec in schema.get("allOf", ())),
        checks=tuple(map(read_check, extra.get("checks", ()))),
        schema=schema,
    )


def _column(name: str, spec: Json, required: bool) -> Column:
    extra = spec.get(OWN_WORDS, {})
    english = extra.get("en", {})
    listed = english.get("choices", {})
    choices = tuple(Term(c, listed.get(c, "")) for c in spec.get("enum", ()) if c is not None)
    synonyms = {
        match_key(word): str(choice)
        for choice in choices
        for word in (*spellings(choice), *extra.get("synonyms", {}).get(choice, ()))
    }
    return Column(
        name=name,
        title=Term(spec.get("title", name), english.get("title", "")),
        kind=_kind(spec),
        description=Term(spec.get("description", ""), english.get("description", "")),
        width=extra.get("width", 14),
        group=Term(extra.get("group", ""), english.get("group", "")),
        locked=extra.get("locked") is True,
        lock_when_filled=extra.get("locked") == "when-filled",
        number_format=extra.get("format", ""),
        align=extra.get("align", ""),
        formula=extra.get("formula", ""),
        choices=choices,
        own_words=bool(extra.get("own_words")),
        optional=bool(extra.get("optional")),
        synonyms=synonyms,
        aggregate=bool(extra.get("aggregate")),
        percent_points=extra.get("scale") == "percent",
        past=bool(extra.get("past")),
        minimum=spec.get("minimum", spec.get("exclusiveMinimum")),
        maximum=spec.get("maximum", spec.get("exclusiveMaximum")),
        required=required,
        repeat=extra.get("repeat", ""),
    )


def _kind(spec: Json) -> ColumnKind:
    if "enum" in spec:
        return "choice"
    types = spec.get("type", "string")
    types = {types} if isinstance(types, str) else set(types)
    if types <= {"integer", "null"}:
        return "integer"
    if types <= {"number", "integer", "null"}:
        return "number"
    return "date" if spec.get("format") == "date" else "text"


def _rule(spec: Json) -> Rule:
    extra = spec.get(OWN_WORDS, {})
    return Rule(
        condition=spec.get("if", True),
        requirement=spec.get("then", spec),
        column=extra.get("column", ""),
        severity=extra.get("severity", "error"),
        message=worded(extra.get("message", phrases.BROKEN_RULE)),
        hint=worded(extra.get("hint", phrases.CHECK_ROW)),
    )
