"""Pages as other converters would have written them, and clean pages made of gold texts."""

import textwrap


def wrap(lines, at, width, blank):
    """`at`: the number of each line in the page that it is made of; -1 for a new empty line."""
    out, marks = [], []
    for line, place in zip(lines, at):
        for part in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]:
            out.append(part)
            marks.append(place)
        if blank:
            out.append("")
            marks.append(-1)
    return out, marks


def bullets(lines, at, rng):
    mark = rng.choice(["* ", "- ", "• ", "   * ", "+ "])
    limit = rng.choice([4, 8, 15])
    return [mark + x if len(x.split()) <= limit else x for x in lines], at


def link_marks(lines, at, rng):
    out = []
    for i, line in enumerate(lines):
        if len(line.split()) <= 8 and rng.random() < 0.7:
            line = f"[{i + 1}]{line}" if rng.random() < 0.5 else f"[{line}](/p/{i})"
        out.append(line)
    return out, at


def crop(lines, at, labels, rng):
    """Leaves out much of the noise before or after the main content."""
    kept = [i for i, k in enumerate(at) if labels[k] >= 0.5]
    if not kept:
        return lines, at
    begin = rng.randint(0, kept[0]) if rng.random() < 0.6 else 0
    end = rng.randint(kept[-1] + 1, len(lines)) if rng.random() < 0.6 else len(lines)
    if rng.random() < 0.3:
        begin = kept[0]
    return lines[begin:end], at[begin:end]


def drop_headings(lines, at, record):
    gone = {h["line"] for h in record.get("headings", [])}
    keep = [i for i, k in enumerate(at) if k not in gone]
    return [lines[i] for i in keep], [at[i] for i in keep]


def variant(record, labels, rng):
    """The page's lines in another form, and the number of the page's line that each comes from."""
    lines = record["text"].split("\n")[:len(labels)]
    at = list(range(len(lines)))
    if rng.random() < 0.25:
        lines, at = drop_headings(lines, at, record)
    if rng.random() < 0.5:
        lines, at = crop(lines, at, labels, rng)
    if rng.random() < 0.4:
        lines, at = bullets(lines, at, rng)
    if rng.random() < 0.3:
        lines, at = link_marks(lines, at, rng)
    if rng.random() < 0.3 and record["lang"] not in ("zh", "ja"):
        lines, at = wrap(lines, at, rng.randint(72, 80), rng.random() < 0.7)
    return lines, at


def clean_page(record, labels, rng):
    """The gold text as a page of its own, in one of several layouts."""
    lines = [x for x in record["gold"].split("\n") if x.strip()]
    choice = rng.random()
    if choice < 0.25 and record["lang"] not in ("zh", "ja"):
        lines, _ = wrap(lines, lines, rng.randint(72, 80), rng.random() < 0.7)
    elif choice < 0.45:  # as it stands in the page, line by line
        lines = [x for x, y in zip(record["text"].split("\n"), labels) if y >= 0.5]
    elif choice < 0.6 and len(lines) > 8:  # an excerpt
        size = rng.randint(5, len(lines))
        at = rng.randint(0, len(lines) - size)
        lines = lines[at:at + size]
    return lines
