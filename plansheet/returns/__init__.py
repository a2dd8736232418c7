"""The files that come back: the only module that opens returns."""

from plansheet.returns.model import Return, ReturnRow, Section
from plansheet.returns.reading import interpret, read_return, refused_return

__all__ = ["Return", "ReturnRow", "Section", "interpret", "read_return", "refused_return"]
