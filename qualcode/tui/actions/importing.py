"""What can be done with the line of paths, and with files that were read and are not stored yet."""

from __future__ import annotations

from qualcode.tui.actions.record import IMPORT, LIST, Action, action

__all__ = ["IMPORTING"]

IMPORTING: tuple[Action, ...] = (
    action("path.complete", "tab", "Complete the path", "Put the highlighted name into the line, or as much as all names have in common.", LIST, 2, "complete", ("path",)),
    action("path.down", "down", "Next name", "Go one name down in what is in the folder.", LIST, 3, "down", ("path",)),
    action("path.up", "up", "Previous name", "Go one name up in what is in the folder.", LIST, 0, "", ("path",)),
    action("files.import", "f2 ctrl+s", "Import the files", "Import all files that are taken, as one change.", IMPORT, 1, "import", ("files",)),
    action("files.roles", "enter o", "Roles", "Go through the speakers of the file and say who interviews and who is interviewed.", IMPORT, 2, "roles", ("files",)),
    action("files.take", "x", "Leave out or take in", "Leave the file out of the import, or take it in again.", IMPORT, 3, "leave out", ("files",)),
    action("files.case", "c", "Case", "Put the file under another case, present or new.", IMPORT, 4, "case", ("files",)),
    action("files.language", "L", "Language", "Say in which language the file is; it is read again with it.", IMPORT, 5, "language", ("files",)),
    action("files.name", "n", "Name", "Give the document another name than its file.", IMPORT, 6, "name", ("files",)),
    action("files.speaker", "s", "Another speaker", "Name a speaker who talks too seldom to be recognised, and say the role.", IMPORT, 7, "speaker", ("files",)),
    action("files.attribute", "a", "Attribute", "Give the file’s case a value, such as facility = clinic.", IMPORT, 8, "attribute", ("files",)),
    action("files.pattern", "p", "Cases by a pattern", "Take cases and attributes from the names of all files by a pattern such as {case}_{facility}.", IMPORT, 9, "pattern", ("files",)),
    action("files.layout", "t", "How speakers are shown", "Say that questions are bold or alternate with answers where there are no labels; the file is read again.", IMPORT, 10, "layout", ("files",)),
    action("files.encoding", "E", "Encoding", "Say in which encoding a text file is, where its accents are wrong; it is read again with it.", IMPORT, 14, "encoding", ("files",)),
    action("files.join", "m", "Join labels", "Say which labels are one speaker, such as R and R., or take them apart again.", IMPORT, 11, "join", ("files",)),
    action("files.divide", "d", "Divide into interviews", "Make a document of each interview in the file, or one of all of them again.", IMPORT, 12, "divide", ("files",)),
    action("files.notes", "N", "Comments and footnotes", "Keep the file’s comments and footnotes as memos on their passages, or leave them out again.", IMPORT, 13, "notes", ("files",)),
)  # fmt: skip
