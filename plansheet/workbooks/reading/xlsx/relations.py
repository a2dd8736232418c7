"""What a part of an Office Open XML package points to."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from plansheet.workbooks.reading.archive import Archive
from plansheet.workbooks.reading.xlsx.markup import elements


def relations(archive: Archive, part: str) -> Mapping[str, tuple[str, str]]:
    """What a part points to: relation id -> (kind, name of the part). External ones are left out.

    `kind` is the last word of the relation's type, the same in transitional and strict files.
    """
    folder, name = posixpath.split(part)
    listing = f"{folder}/_rels/{name}.rels".lstrip("/")
    if (listing := archive.find(listing)) == "":
        return {}
    relations = {}
    for _, attributes in elements(archive.read(listing), frozenset({"Relationship"})):
        if attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            relations[attributes.get("Id", "")] = (
                attributes.get("Type", "").rpartition("/")[2],
                archive.find(whole),
            )
    return relations
