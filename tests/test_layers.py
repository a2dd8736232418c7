"""The rules of the code: imports point downwards, and each outside world has one gate."""

from __future__ import annotations

import ast
import graphlib
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pytest

from support.places import PACKAGE

FACE = ""
"""The package itself: what scripts import."""

LAYERS = (
    "lazy",
    "language",
    "problems",
    "forms",
    "workbooks",
    "tables",
    "plan",
    "documents",
    "issuing",
    "returns",
    "consolidation",
    "report",
    "own_forms",
    "cycle",
    FACE,
    "demo",
    "addin",
    "cli",
    "__main__",
)
"""The modules of plansheet, lowest first: each imports only those before it."""

KNOWS = {
    "xlsxwriter": {"workbooks"},
    "docx": {"documents", "report"},
    "pdfplumber": {"documents"},
    "pandas": {"tables"},
    "pyarrow": {"report"},
    "jsonschema": {"forms"},
    "jsonschema_rs": {"forms"},
    "rapidfuzz": {"plan"},
    "platformdirs": {"workbooks"},
    "openpyxl": {"returns", "workbooks", "report", "own_forms"},
    "xlwings": {"addin"},
    "packaging": {"addin"},
    "click": {"cli"},
    "rich": {"cli"},
}
"""Libraries that only certain layers may know."""


@dataclass(frozen=True)
class Import:
    """One import statement: by which module, of what, and whether it runs on import."""

    by: str
    of: str
    at_once: bool


@cache
def sources() -> dict[str, ast.Module]:
    """The syntax tree of every module, by dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ["plansheet", *path.relative_to(PACKAGE).with_suffix("").parts]
        if parts[-1] == "__init__":
            parts.pop()
        found[".".join(parts)] = ast.parse(path.read_text(encoding="utf-8"))
    return found


@cache
def nodes() -> dict[str, tuple[ast.AST, ...]]:
    """Every node of every module, by dotted name."""
    return {module: tuple(ast.walk(tree)) for module, tree in sources().items()}


def layer(module: str) -> str:
    """The layer of a module: `plansheet.plan.workbook.reading` is in `plan`."""
    return module.split(".")[1] if "." in module else ""


def imports() -> Iterator[Import]:
    for module, tree in sources().items():
        top = set(map(id, tree.body))
        for node in nodes()[module]:
            if isinstance(node, ast.Import):
                yield from (Import(module, n.name, id(node) in top) for n in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{module}: relative import"
                assert node.module is not None
                for name in node.names:
                    full = f"{node.module}.{name.name}"
                    of = full if full in sources() else node.module
                    yield Import(module, of, id(node) in top)


def test_the_list_has_every_module() -> None:
    assert set(LAYERS) == {layer(module) for module in sources()}
    assert len(LAYERS) == len(set(LAYERS))


def test_imports_point_downwards() -> None:
    height = {name: at for at, name in enumerate(LAYERS)}
    upwards = [
        f"{i.by} imports {i.of}"
        for i in imports()
        if i.of.partition(".")[0] == "plansheet"
        and layer(i.of) != layer(i.by)
        and height.get(layer(i.of), len(LAYERS)) >= height.get(layer(i.by), 0)
    ]
    assert upwards == []


def test_no_circles_inside_a_layer() -> None:
    graph: dict[str, set[str]] = {}
    for i in imports():
        if i.at_once and layer(i.by) == layer(i.of) and i.by != i.of:
            graph.setdefault(i.by, set()).add(i.of)
    list(graphlib.TopologicalSorter(graph).static_order())


def test_libraries_have_one_gate() -> None:
    trespassing = {
        (i.of.partition(".")[0], i.by)
        for i in imports()
        if layer(i.by) not in KNOWS.get(i.of.partition(".")[0], {layer(i.by)})
    }
    assert trespassing == set()


def test_what_a_cell_hides_is_noticed_in_one_place() -> None:
    """Whoever reads a table, errors, formulas and old fonts are seen by one piece of code."""
    noticed = {"error-value", "formula-in-input", "legacy-encoding"}
    homes = {
        (node.value, module)
        for module, inside in nodes().items()
        for node in inside
        if isinstance(node, ast.Constant) and node.value in noticed
        if not module.startswith("plansheet.problems.catalogue")
    }
    assert homes == {(code, "plansheet.tables.read") for code in noticed}


@dataclass(frozen=True)
class Call:
    """A call by its dotted name, e.g. `datetime.now`; `given` tells whether it has arguments."""

    by: str
    name: str
    given: bool


def calls(known: Mapping[str, Iterable[ast.AST]] | None = None) -> Iterator[Call]:
    for module, inside in (known or nodes()).items():
        for node in inside:
            if isinstance(node, ast.Call):
                yield Call(module, dotted(node.func), bool(node.args or node.keywords))


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def ends_with(name: str, ends: set[str]) -> bool:
    return name in ends or any(name.endswith(f".{end}") for end in ends)


def test_calls_are_seen_where_they_hide() -> None:
    tree = ast.parse("def f(x=date.today()):\n    return [lambda: sys.exit(print(x)) for _ in x]")
    assert {c.name for c in calls({"m": ast.walk(tree)})} == {"date.today", "sys.exit", "print"}


TALK = {"print", "input", "exit", "quit", "sys.exit", "os._exit", "stdout.write", "stderr.write"}


def test_only_the_command_line_prints_and_exits() -> None:
    ours = {"cli", "__main__"}
    talking = {(c.by, c.name) for c in calls() if layer(c.by) not in ours and c.name in TALK}
    raising = {
        module
        for module, inside in nodes().items()
        for node in inside
        if isinstance(node, ast.Raise) and node.exc and "SystemExit" in ast.unparse(node.exc)
    }
    assert talking == set()
    assert {layer(module) for module in raising} <= {"cli"}


CLOCKS = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.monotonic",
    "time.perf_counter",
    "Timestamp.now",
    "Timestamp.today",
}


def test_only_the_command_line_reads_the_clock() -> None:
    reading = {(c.by, c.name) for c in calls() if ends_with(c.name, CLOCKS)}
    assert {(by, name) for by, name in reading if layer(by) != "cli"} == set()
    from_time = {i.by for i in imports() if i.of == "time" and layer(i.by) != "cli"}
    assert from_time == set()


CHANCE = {"secrets", "uuid", "numpy.random"}


KEY = ("plansheet.workbooks.cache", "secrets")
"""The key of a user's cache: of it a caller must not be able to say what it will be."""


def test_chance_is_passed_in() -> None:
    unseeded = {
        (c.by, c.name)
        for c in calls()
        if (c.name.startswith("random.") and c.name != "random.Random")
        or (ends_with(c.name, {"Random"}) and not c.given)
        or ends_with(c.name, {"SystemRandom", "os.urandom"})
    }
    assert unseeded == set()
    assert {(i.by, i.of) for i in imports() if i.of in CHANCE} == {KEY}


def loaded(*steps: str, of: Iterable[str] = KNOWS) -> tuple[set[str], ...]:
    """Which modules, of those asked about, one Python has loaded after each step of code."""
    show = f"\nprint('loaded:', *sorted({set(of)} & set(sys.modules)))\n"
    done = subprocess.run(
        [sys.executable, "-c", "import sys\n" + "".join(step + show for step in steps)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stdout.splitlines() if line.startswith("loaded:")]
    return tuple(set(line.split()[1:]) for line in told)


HELP = """
from plansheet.cli import main
sys.argv = ["plansheet", "--help"]
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
"""


def test_the_command_line_starts_light() -> None:
    """What only some commands need is imported where it is used."""
    (needed,) = loaded(HELP)
    assert needed <= {"click", "rich"}


NOT_OF_WORKERS = (
    "urllib.request",
    "plansheet.plan.periods.due_words",
    "plansheet.plan.targets.grammar",
    "plansheet.returns.send_back",
    "plansheet.workbooks.cache",
    "plansheet.workbooks.reading.binary.xls",
    "plansheet.workbooks.reading.opendocument.ods",
    "plansheet.workbooks.reading.reader",
)
"""What takes long to import, or leads to much, and a worker that reads .xlsx has no use for."""


def test_a_worker_starts_light() -> None:
    begins = "import plansheet.workbooks.reading.worker, plansheet.returns.checking"
    assert loaded(begins, of={*KNOWS, *NOT_OF_WORKERS}) == (set(),)
    assert {name for name in NOT_OF_WORKERS if name.startswith("plansheet")} <= sources().keys()


FACES = {"cycle": {"xlsxwriter"}, "cli": {"click"}}
"""The libraries that wings load when they are imported: the others load none."""

WRITERS = (
    "workbooks",
    "tables",
    "plan",
    "issuing",
    "report",
    "cycle",
    "demo",
    "addin",
)
MODULES = {wing: {"xlsxwriter"} for wing in WRITERS} | {
    "addin": {"packaging", "xlsxwriter"},
    "documents": {"docx", "pdfplumber"},
    "report": {"docx", "xlsxwriter"},
    "cli": {"click"},
}
"""The libraries that some module of a wing loads when it is imported."""


@pytest.mark.parametrize("wing", [wing for wing in LAYERS if wing != "__main__"])
def test_reading_meaning_and_writing_stay_apart(wing: str) -> None:
    """By way of others too: a wing's face loads next to nothing, what reads none that writes."""
    modules = [m for m in sources() if layer(m) == wing and not m.endswith("__main__")]
    face, whole = loaded(
        f"import {f'plansheet.{wing}'.removesuffix('.')}",
        "\n".join(f"import {module}" for module in modules),
    )
    assert face == FACES.get(wing, set())
    assert whole == MODULES.get(wing, set())
