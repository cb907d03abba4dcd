"""What every file from outside meets first: reading, zip containers, XML, decoding, and what it really is."""

from __future__ import annotations

from qualcode.formats.archive import Archive, open_zip
from qualcode.formats.decoding import decode
from qualcode.formats.files import FILE_LIMIT, read_file
from qualcode.formats.sniffing import KINDS, sniff
from qualcode.formats.xml import parse_xml

__all__ = ["FILE_LIMIT", "KINDS", "Archive", "decode", "open_zip", "parse_xml", "read_file", "sniff"]
