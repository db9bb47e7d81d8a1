#!/usr/bin/env python3
"""Writes src/Ect.Protocol/Apps/Canonical/Nfc.txt: canonical decompositions and combining classes, for one version of
Unicode, so that every worker normalises alike whatever its system's libraries know.
Usage: unicode-nfc.py > Nfc.txt. Run with the Python of Debian 12 (Unicode 14)."""
import sys
import unicodedata

lines = [f"# Unicode {unicodedata.unidata_version}. D: character, its decomposition; X: the same, never composed. C: class, first, last."]
run = None
for point in range(sys.maxunicode + 1):
    character = chr(point)
    parts = unicodedata.decomposition(character)
    if parts and not parts.startswith("<"):
        kind = "D" if unicodedata.normalize("NFC", character) == character else "X"
        lines.append(f"{kind} {point:X} {parts}")
for point in range(sys.maxunicode + 2):
    value = unicodedata.combining(chr(point)) if point <= sys.maxunicode else 0
    if run and (value != run[0]):
        lines.append(f"C {run[0]} {run[1]:X} {point - 1:X}")
        run = None
    if value and not run:
        run = (value, point)
print("\n".join(lines))
