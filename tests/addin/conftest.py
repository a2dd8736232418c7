"""What the tests of the add-in share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plansheet.addin.building import addin
from plansheet.addin.macro_sources import MacroSources, read_sources
from support.addin.macro_office import MacroOffice
from support.addin.wine import MISSING as NO_WINE
from support.addin.wine import Wine
from support.office.libreoffice import MISSING, python_with_uno
from support.places import MACROS


@pytest.fixture(scope="session")
def sources() -> MacroSources:
    """The sources in macros/."""
    return read_sources(MACROS)


@pytest.fixture(scope="session")
def built(sources: MacroSources) -> bytes:
    """The add-in, built now."""
    return addin(sources).to_bytes()


@pytest.fixture(scope="session")
def small() -> MacroSources:
    """The sources with the small runner."""
    return read_sources(MACROS, "small")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MacroOffice]:
    """One LibreOffice for all tests of macros."""
    python = python_with_uno()
    if python is None:
        pytest.skip(MISSING)
    with MacroOffice(python, tmp_path_factory.mktemp("macros")) as started:
        yield started


@pytest.fixture(scope="session")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Wine:
    """One Windows for all tests."""
    if Wine.program() is None:
        pytest.skip(NO_WINE)
    return Wine(tmp_path_factory.mktemp("wine"))
