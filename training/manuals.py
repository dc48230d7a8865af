"""Clean prose in many languages: passages of manuals and fortunes that Debian packages install.

  apt-get install installation-guide-amd64 debian-reference-{de,es,fr,it,ja,pt,zh-cn} \\
    debian-faq{,-de,-fr,-it,-ja,-ru,-zh-cn} fortunes-{br,de,es,it,pl,ru,zh}
"""

import glob
import gzip
import os
import re

MANUALS = ("/usr/share/doc/installation-guide-amd64/*/install.*.txt.gz",
           "/usr/share/debian-reference/debian-reference.*.txt.gz",
           "/usr/share/doc/debian/FAQ/debian-faq*.txt.gz")
FORTUNES = "/usr/share/games/fortunes/**/*"


def language_of(path):
    name = os.path.basename(path).split(".")
    return name[1] if len(name) > 3 else "en"


def paragraphs(text):
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def passages(rng, each=14):
    """(language, lines) of passages, as they stand (wrapped) or one paragraph a line."""
    for pattern in MANUALS:
        for path in sorted(glob.glob(pattern)):
            with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
                text = file.read()
            text = text[len(text) // 8:]  # behind the table of contents
            wrapped, plain = text.split("\n"), paragraphs(text)
            for _ in range(each):
                source = plain if rng.random() < 0.7 else wrapped
                size = min(rng.randint(6, 90), len(source))
                at = rng.randint(0, len(source) - size)
                yield language_of(path), source[at:at + size]
    for path in sorted(glob.glob(FORTUNES, recursive=True)):
        if not os.path.isfile(path) or path.endswith((".dat", ".u8")):
            continue
        with open(path, encoding="utf-8", errors="replace") as file:
            quotes = [q.strip() for q in file.read().split("\n%\n") if q.strip()]
        language = {"tang300": "zh", "song100": "zh", "chinese": "zh"}.get(os.path.basename(path))
        language = language or next((part for part in path.split("/") if len(part) == 2), "en")
        for _ in range(2):
            at = rng.randint(0, max(0, len(quotes) - 5))
            lines = "\n".join(re.sub(r"\x1b\[[0-9;]*m", "", q) for q in quotes[at:at + rng.randint(3, 25)]).split("\n")
            if len(lines) >= 5:
                yield language, lines
