"""Pages as other converters would have written them, and clean pages made of gold texts."""

import textwrap


def wrap(lines, labels, width, blank):
    out, marks = [], []
    for line, label in zip(lines, labels):
        for part in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]:
            out.append(part)
            marks.append(label)
        if blank:
            out.append("")
            marks.append(0.0)
    return out, marks


def bullets(lines, labels, rng):
    mark = rng.choice(["* ", "- ", "• ", "   * ", "+ "])
    limit = rng.choice([4, 8, 15])
    return [mark + x if len(x.split()) <= limit else x for x in lines], labels


def link_marks(lines, labels, rng):
    out = []
    for i, line in enumerate(lines):
        if len(line.split()) <= 8 and rng.random() < 0.7:
            line = f"[{i + 1}]{line}" if rng.random() < 0.5 else f"[{line}](/p/{i})"
        out.append(line)
    return out, labels


def crop(lines, labels, rng):
    """Leaves out much of the noise before or after the main content."""
    kept = [i for i, y in enumerate(labels) if y >= 0.5]
    if not kept:
        return lines, labels
    begin = rng.randint(0, kept[0]) if rng.random() < 0.6 else 0
    end = rng.randint(kept[-1] + 1, len(lines)) if rng.random() < 0.6 else len(lines)
    if rng.random() < 0.3:
        begin = kept[0]
    return lines[begin:end], labels[begin:end]


def drop_headings(lines, labels, record, rng):
    gone = {h["line"] for h in record.get("headings", [])}
    keep = [i for i in range(len(lines)) if i not in gone]
    return [lines[i] for i in keep], [labels[i] for i in keep]


def variant(record, labels, rng):
    lines = record["text"].split("\n")
    pairs = [(x, y) for x, y in zip(lines, labels)]
    lines, labels = [x for x, _ in pairs], [y for _, y in pairs]
    if rng.random() < 0.25:
        lines, labels = drop_headings(lines, labels, record, rng)
    if rng.random() < 0.5:
        lines, labels = crop(lines, labels, rng)
    if rng.random() < 0.4:
        lines, labels = bullets(lines, labels, rng)
    if rng.random() < 0.3:
        lines, labels = link_marks(lines, labels, rng)
    if rng.random() < 0.3 and record["lang"] not in ("zh", "ja"):
        lines, labels = wrap(lines, labels, rng.randint(72, 80), rng.random() < 0.7)
    return lines, labels


def clean_page(record, rng):
    """The gold text as a page of its own, in one of several layouts."""
    lines = [x for x in record["gold"].split("\n") if x.strip()]
    choice = rng.random()
    if choice < 0.25 and record["lang"] not in ("zh", "ja"):
        lines, _ = wrap(lines, lines, rng.randint(72, 80), rng.random() < 0.7)
    elif choice < 0.45:  # as it stands in the page, line by line
        lines = [x for x, y in zip(record["text"].split("\n"), record["labels"]) if y >= 0.5]
    elif choice < 0.6 and len(lines) > 8:  # an excerpt
        size = rng.randint(5, len(lines))
        at = rng.randint(0, len(lines) - size)
        lines = lines[at:at + size]
    return lines, [1.0] * len(lines)


def mix(lines, labels, other, other_labels, rng):
    """The content of one page, from its first to its last kept line, inside the surroundings of another."""
    inner = [i for i, y in enumerate(labels) if y >= 0.5]
    outer = [i for i, y in enumerate(other_labels) if y >= 0.5]
    if not inner or not outer:
        return None
    a, b, c, d = inner[0], inner[-1] + 1, outer[0], outer[-1] + 1
    mixed = other[:c] + lines[a:b] + other[d:]
    marks = [0.0] * c + list(labels[a:b]) + [0.0] * (len(other) - d)
    if rng.random() < 0.25:
        mixed, marks = bullets(mixed, marks, rng)
    if rng.random() < 0.15:
        mixed, marks = link_marks(mixed, marks, rng)
    return mixed, marks
