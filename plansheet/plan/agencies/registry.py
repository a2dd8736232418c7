"""The agencies of one plan, and who is meant by a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from plansheet.language.text import match_key, nfc
from plansheet.plan.agencies.bodies import (
    COMMUNE,
    DISTRICT,
    VILLAGE,
    Agency,
    Parties,
    Party,
)
from plansheet.plan.agencies.groups import LOCAL_GOVERNMENT, group_kinds, is_province
from plansheet.plan.agencies.lists import parties_of
from plansheet.plan.agencies.names import (
    Namer,
    first_letter,
    initials,
    same_name,
    without_bullet,
    without_marks,
    without_title,
)

_LONGEST_NAME = 300
_LONGEST_CACHED = 1000
_CACHED = 4096
_ALIKE = 60
_ROLE = ("chủ trì", "đầu mối", "cơ quan chủ trì", "cơ quan đầu mối", "cơ quan thường trực")


@dataclass(frozen=True)
class Registry:
    """The agencies of one plan. Immutable; what was once looked up is remembered.

    Args:
        agencies: in the order of the plan.
        province: "Kiên Giang" or "tỉnh Kiên Giang"; it may follow a name.
    """

    agencies: Sequence[Agency]
    province: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "agencies", tuple(self.agencies))

    def __reduce__(self) -> tuple[type[Registry], tuple[Sequence[Agency], str]]:
        # What was looked up does not travel to other processes.
        return Registry, (self.agencies, self.province)

    def by_code(self, code: str, on: date | None = None) -> Agency | None:
        """The agency with a code; of several, that valid on the day, else the last."""
        return _latest(self._codes.get(code, ()), on)

    def resolve(self, text: str, on: date | None = None) -> Agency | None:
        """The one agency that a text names, by code, name, alias or abbreviation.

        Args:
            text: as written: "Sở NN&PTNT", "Giám đốc Sở Y tế", "SKHĐT".
            on: the day of the document; it decides between agencies that share a name.

        Returns:
            The agency; None where no or more than one agency can be meant.
        """
        return self._resolve(text, on) if len(text) <= _LONGEST_NAME else None

    def resolve_group(self, text: str, on: date | None = None) -> list[Agency]:
        """The members of a group, in the order of the plan; [] if the text is no group.

        Args:
            text: as written: "Các sở, ban, ngành tỉnh", "UBND các huyện, thành phố, thị xã".
            on: only those valid on that day.
        """
        kinds = group_kinds(text, self._namer)
        if not kinds:
            return []
        valid = [agency for agency in self.agencies if on is None or agency.is_valid_on(on)]
        local = self._local(valid) if LOCAL_GOVERNMENT in kinds else ()
        return [agency for agency in valid if agency.kind in kinds or agency in local]

    def names_group(self, text: str) -> bool:
        """Whether a text calls a whole kind of agencies, be it that the plan has none of it."""
        return bool(group_kinds(text, self._namer))

    @staticmethod
    def _local(valid: Sequence[Agency]) -> Sequence[Agency]:
        """The local governments right below the body whose plan it is."""
        below = ([a for a in valid if a.kind == kind] for kind in (DISTRICT, COMMUNE, VILLAGE))
        provinces = [agency for agency in valid if is_province(agency)]
        return provinces or next(filter(None, below), [])

    def resolve_cell(self, text: str, on: date | None = None) -> Parties:
        """The agencies that a cell names, and its pieces that name nobody known.

        The whole cell is tried first, then its pieces at ";", and at commas, line breaks and "và"
        only where every part names somebody.
        """
        read = self._resolve_cell if len(text) <= _LONGEST_CACHED else self._read_cell
        return read(text, on)

    def suggest(self, text: str, limit: int = 3) -> list[str]:
        """The names most like a text, best first, for a person to choose from."""
        from rapidfuzz import fuzz

        stem = self._namer.stem(match_key(text[:_LONGEST_NAME]))
        plain, short = without_marks(stem), initials(stem)
        scores = {
            name: (fuzz.token_set_ratio(plain, of_name) + fuzz.ratio(short, its_initials)) / 2
            for name, of_name, its_initials in self._plain_names
        }
        alike = [name for name, score in scores.items() if score >= _ALIKE]
        return sorted(alike, key=lambda name: -scores[name])[:limit]

    def successors_on(self, code: str, day: date) -> tuple[str, ...]:
        """The codes of the agencies that stand for one on a day: itself while it exists.

        Chains of successors are followed; the answer is empty where nobody took over.
        """
        return tuple(heir for heir in self.heirs_on(code, day) if self.exists_on(heir, day))

    def heirs_on(self, code: str, day: date) -> tuple[str, ...]:
        """Where the chains of successors from an agency end, be it that nobody is left there."""
        return _followed(code, lambda one: self._successors(one, day))

    def exists_on(self, code: str, day: date) -> bool:
        """Whether a body bears a code on a day."""
        return any(body.is_valid_on(day) for body in self._codes.get(code, ()))

    def answering_on(self, code: str, day: date) -> tuple[str, ...]:
        """The codes of the agencies that answer on a day for what was given to one.

        Itself while it exists. When it has ended the one body that took over; itself still where
        that is nobody or several, until somebody says who. Before it begins those that it takes
        over from and that exist, if any.
        """
        bodies = self._codes.get(code, ())
        if not bodies or self.exists_on(code, day):
            return (code,)
        if all(body.begins_after(day) for body in bodies):
            before = _followed(code, lambda one: self._predecessors(one, day))
            return tuple(one for one in before if self.exists_on(one, day))
        heirs = self.heirs_on(code, day)
        return heirs if len(heirs) == 1 and self.exists_on(heirs[0], day) else (code,)

    def _successors(self, code: str, day: date) -> tuple[str, ...]:
        """Who took over by a day from an agency that does not exist any more."""
        if self.exists_on(code, day):
            return ()
        ended = (body for body in self._codes.get(code, ()) if body.ends_before(day))
        return tuple(successor for body in ended for successor in body.successors)

    def _predecessors(self, code: str, day: date) -> tuple[str, ...]:
        """From whom an agency will take over that does not exist yet on a day."""
        if not all(body.begins_after(day) for body in self._codes.get(code, ())):
            return ()
        return tuple(body.code for body in self.agencies if code in body.successors)

    # How a name is found.

    @cached_property
    def _namer(self) -> Namer:
        return Namer(self.province)

    @cached_property
    def _codes(self) -> Mapping[str, tuple[Agency, ...]]:
        return _indexed((agency.code, agency) for agency in self.agencies)

    @cached_property
    def _code_keys(self) -> Mapping[str, tuple[Agency, ...]]:
        return _indexed((match_key(agency.code), agency) for agency in self.agencies)

    @cached_property
    def _stems(self) -> Mapping[str, tuple[Agency, ...]]:
        return _indexed(
            (self._namer.stem(match_key(name)), agency)
            for agency in self.agencies
            for name in (agency.name, *agency.aliases)
        )

    @cached_property
    def _plain_names(self) -> Sequence[tuple[str, str, str]]:
        stems = {agency.name: self._namer.stem(match_key(agency.name)) for agency in self.agencies}
        return [(name, without_marks(stem), initials(stem)) for name, stem in stems.items()]

    @cached_property
    def _by_letter(self) -> Mapping[str, list[tuple[Sequence[str], tuple[Agency, ...]]]]:
        index: dict[str, list[tuple[Sequence[str], tuple[Agency, ...]]]] = {}
        for stem, agencies in self._stems.items():
            index.setdefault(first_letter(stem), []).append((stem.split(), agencies))
        return index

    @cached_property
    def _resolve(self) -> Callable[[str, date | None], Agency | None]:
        return lru_cache(_CACHED)(self._find)

    @cached_property
    def _resolve_cell(self) -> Callable[[str, date | None], Parties]:
        return lru_cache(_CACHED)(self._read_cell)

    def _read_cell(self, text: str, on: date | None) -> Parties:
        return parties_of(text, lambda piece: self._named(piece, on))

    def _named(self, piece: str, on: date | None) -> Sequence[Party]:
        """The agency or the members of the group that a piece of a cell names."""
        name = without_bullet(piece)
        agency = self.resolve(name, on)
        if agency is not None:
            return (Party(agency.code),)
        return tuple(Party(member.code, piece) for member in self.resolve_group(name, on))

    def _find(self, text: str, on: date | None) -> Agency | None:
        if agencies := self._codes.get(nfc(text).strip()):
            return _one(agencies, on)
        key = match_key(text)
        for form in dict.fromkeys((key, without_title(key))):
            for agencies in self._matches(form):
                if agencies:
                    return _one(agencies, on)
        return self._without_remark(key, on)

    def _matches(self, key: str) -> Iterator[tuple[Agency, ...]]:
        """Give the agencies that a key can mean, the surest way of finding them first."""
        yield self._code_keys.get(key, ())
        stem = self._namer.stem(key)
        yield self._stems.get(stem, ())
        if self._namer.may_abbreviate(key):
            words = stem.split()
            same = (
                a
                for name, a in self._by_letter.get(first_letter(stem), ())
                if same_name(words, name)
            )
            yield tuple(dict.fromkeys(agency for found in same for agency in found))

    def _without_remark(self, key: str, on: date | None) -> Agency | None:
        """Find "Sở Y tế (chủ trì)", "Sở Y tế (SYT)": the bracket says nothing else."""
        name, bracket, remark = key.removesuffix(")").partition(" (")
        if not bracket or not key.endswith(")"):
            return None
        agency = self.resolve(name, on)
        return agency if remark in _ROLE or self.resolve(remark, on) == agency else None


def _followed(code: str, further: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    """Where one comes to from an agency when nothing leads further, each once, loops left out."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        current = waiting.pop(0)
        if current in seen:
            continue
        seen.add(current)
        following = further(current)
        if not following:
            found[current] = None
        waiting[:0] = following
    return tuple(found)


def _one(agencies: Sequence[Agency], on: date | None) -> Agency | None:
    """The one agency found, or that of them which is valid on the day."""
    if len({agency.code for agency in agencies}) == 1:
        return _latest(agencies, on)
    valid = [agency for agency in agencies if on is not None and agency.is_valid_on(on)]
    return valid[0] if len(valid) == 1 else None


def _latest(bodies: Sequence[Agency], on: date | None) -> Agency | None:
    """Return, of the bodies that have borne one code, that of the day, else the last."""
    valid = [body for body in bodies if body.is_valid_on(on)] if on else ()
    return next(reversed(valid or bodies), None)


def _indexed(pairs: Iterable[tuple[str, Agency]]) -> Mapping[str, tuple[Agency, ...]]:
    index: dict[str, dict[Agency, None]] = {}
    for key, agency in pairs:
        index.setdefault(key, {})[agency] = None
    return {key: tuple(agencies) for key, agencies in index.items()}
