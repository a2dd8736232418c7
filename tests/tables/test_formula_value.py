"""What a formula of a form gives is what a spreadsheet program shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from plansheet.tables.formula_value import UnknownValueError, formula_value
from plansheet.workbooks.reading import CellValue

CELLS: dict[str, CellValue] = {
    "a": 20,
    "b": 0.1,
    "zero": 0,
    "blank": None,
    "text": "chưa có",
    "yes": True,
    "day": date(2021, 6, 30),
    "a+1": 8,
}

KNOWN: dict[str, object] = {
    '=IF(COUNT({a},{b})=2,IF({b}=0,"",{a}/{b}*100),"")': Decimal(20000),
    '=IF(COUNT({a},{zero})=2,IF({zero}=0,"",{a}/{zero}*100),"")': "",
    '=IF(COUNT({a},{text})=2,{a}/{text},"chưa đủ ""số""")': 'chưa đủ "số"',
    "={a+1}-{a}": Decimal(-12),
    "=2+3*4": Decimal(14),
    "=(2+3)*-4": Decimal(-20),
    "={b}+0.2": Decimal("0.3"),
    "=sum({a},{blank},{text},{b})": Decimal("20.1"),
    "=MAX({a},{a+1})-MIN({a},{a+1})": Decimal(12),
    "=ROUND({a}/3,1)": Decimal("6.7"),
    "=ABS({a+1}-{a})": Decimal(12),
    '={blank}=""': True,
    "={blank}=0": True,
    '={zero}=""': False,
    '={text}<>"x"': True,
    "=IF(AND({a}>=20,{b}<1),1,0)": Decimal(1),
    "=IF(OR({a}<20,{b}>1),1,0)": Decimal(0),
    "={blank}": None,
}


@pytest.mark.parametrize("formula", KNOWN)
def test_what_is_known(formula: str) -> None:
    assert formula_value(formula, CELLS.__getitem__) == KNOWN[formula]


@pytest.mark.parametrize(
    "formula",
    [
        "={a}/{zero}",
        "={text}*2",
        "={day}+1",
        "={a}^2",
        "={a}%",
        "={a}%-1",
        "=TODAY()",
        "=SUM(A1:A3)",
        "={a}{b}",
        "={a} if {b} else 1",
        "=lambda: 1",
        "=[1][0]",
        "={a}.real",
        "={a}//3",
        "={a}**3",
        "=not {a}",
        "={a}=={b}={a}",
        "=1<2<3",
        "='x'",
        '="a"&"b"',
        "=IF(1,2)",
        "=ABS()",
        "=ROUND(1)",
        "=",
        "=(",
        "=" + "(" * 5000,
    ],
)
def test_what_is_not_known_is_said_to_be(formula: str) -> None:
    with pytest.raises(UnknownValueError):
        formula_value(formula, CELLS.__getitem__)
