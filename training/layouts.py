"""Markdown of a page's HTML in one of four layouts, as crawlers hand it out: html2text's, markdownify's and two of our own.

  python -m training.layouts DATA OUT      DATA/html/*.jsonl.xz -> OUT/NAME.md.jsonl.xz ({"id", "layout", "text"})

Which layout a page gets follows from its name, so that every run makes the same pages.
"""

import glob
import json
import lzma
import os
import re
import sys
import zlib
from html.parser import HTMLParser

NAMES = ("html2text", "markdownify", "reader", "plain")
UP_TO = (35, 70, 85, 100)  # per cent, summed up
HIDDEN = {"script", "style", "noscript", "template", "svg", "head", "iframe", "select", "textarea", "object"}
BLOCKS = {"p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "ul", "ol", "li", "table", "tr",
          "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "figure", "figcaption", "form", "dl", "dt", "dd", "body",
          "address", "fieldset", "details", "summary", "hr", "br", "button", "label", "td", "th", "tbody", "thead", "center"}
VOID = {"br", "hr", "img", "input", "meta", "link", "source", "area", "base", "col", "embed", "wbr", "track", "param"}


def layout_of(set_name, page_id):
    at = zlib.crc32(f"{set_name}/{page_id}".encode()) % 100
    return next(name for name, share in zip(NAMES, UP_TO) if at < share)


class Writer(HTMLParser):
    """"reader": ATX headings, links with their targets, images, "* " items, titles in front. "plain": underlined headings,
    "- " items, links as their text alone, tables as rows."""

    def __init__(self, layout):
        super().__init__(convert_charrefs=True)
        self.links = layout == "reader"
        self.out, self.line, self.mark = [], [], ""
        self.hidden, self.lists, self.pre, self.heading, self.cells = [], [], 0, 0, 0
        self.target, self.title, self.in_title = None, "", False

    def end_line(self):
        text = "".join(self.line)
        text = text if self.pre else " ".join(text.split())
        self.line = []
        if not text.strip() or re.fullmatch(r"[\s\[\]()|]*", text):
            return
        if self.heading:
            text = text.replace("\n", " ")
            if self.links or self.heading > 2:
                self.out += ["", "#" * self.heading + " " + text, ""]
            else:
                self.out += ["", text, "=-"[self.heading - 1] * min(len(text), 60), ""]
        elif self.mark:
            self.out.append(self.mark + text)
            self.mark = " " * len(self.mark)
        else:
            self.out += [text] if self.cells else [text, ""]

    def handle_starttag(self, tag, attrs):
        if tag == "title":
            self.in_title = True
        if self.hidden:
            if tag == self.hidden[-1]:
                self.hidden.append(tag)
            return
        if tag in HIDDEN:
            self.hidden.append(tag)
            return
        if tag in BLOCKS:
            if tag in ("td", "th") and self.cells:
                self.line.append(" | ")
            else:
                self.end_line()
        attrs = dict(attrs)
        if tag in ("ul", "ol"):
            self.lists.append([tag, 0])
        elif tag == "li" and self.lists:
            kind = self.lists[-1]
            kind[1] += 1
            sign = f"{kind[1]}. " if kind[0] == "ol" else "* " if self.links else "- "
            self.mark = "  " * (len(self.lists) - 1) + sign
        elif re.fullmatch("h[1-6]", tag):
            self.heading, self.mark = int(tag[1]), ""
        elif tag == "blockquote":
            self.mark = "> "
        elif tag == "pre":
            self.out += ["", "```"]
            self.pre += 1
        elif tag == "tr":
            self.cells += 1
        elif tag == "hr":
            self.out += ["", "---", ""]
        elif tag == "a" and self.links and self.target is None:
            self.target = attrs.get("href") or "#"
            self.line.append("[")
        elif tag == "img" and self.links and attrs.get("src"):
            self.line.append(f"![{(attrs.get('alt') or '').strip()}]({attrs['src'].split()[0] if attrs['src'].split() else ''})")

    def handle_endtag(self, tag):
        if tag == "title":
            self.in_title = False
        if self.hidden:
            if tag == self.hidden[-1]:
                self.hidden.pop()
            return
        if tag == "a" and self.target is not None:
            if self.line and self.line[-1] == "[":
                self.line.pop()
            elif "[" in self.line:
                self.line.append(f"]({self.target.replace(' ', '%20').replace(')', '%29')})")
            self.target = None
        if tag in BLOCKS and not (tag in ("td", "th") and self.cells):
            self.end_line()
        if tag in ("ul", "ol"):
            self.mark = ""
            if self.lists:
                self.lists.pop()
            if not self.lists:
                self.out.append("")
        elif tag in ("li", "blockquote"):
            self.mark = ""
        elif re.fullmatch("h[1-6]", tag):
            self.heading = 0
        elif tag == "pre" and self.pre:
            self.pre -= 1
            self.out += ["```", ""]
        elif tag == "tr" and self.cells:
            self.cells -= 1
        elif tag == "table":
            self.out.append("")

    def handle_data(self, data):
        if self.in_title:
            self.title += data
        if not self.hidden:
            self.line.append(data)

    def text(self):
        self.end_line()
        head = f"Title: {' '.join(self.title.split())}\n\n" if self.links and self.title.strip() else ""
        return head + re.sub(r"\n{3,}", "\n\n", "\n".join(self.out)).strip() + "\n"


def body_of(html):
    """Without what converters of Markdown leave in that no crawler would show."""
    return re.sub(r"(?is)<(script|style|noscript|template)\b.*?</\1\s*>", "", html)


def convert(layout, html):
    html = body_of(html)
    if layout == "html2text":
        import html2text
        maker = html2text.HTML2Text()
        maker.body_width = 0 if len(html) % 2 else 78
        return maker.handle(html)
    if layout == "markdownify":
        import markdownify
        html = re.sub(r"(?is)<head\b.*?</head\s*>", "", html)
        return re.sub(r"\n{3,}", "\n\n", markdownify.markdownify(html, heading_style="ATX" if len(html) % 3 else "UNDERLINED"))
    writer = Writer(layout)
    writer.feed(html)
    writer.close()
    return writer.text()


def pages(path):
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def main():
    data, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    for path in sorted(glob.glob(os.path.join(data, "html", "*.jsonl.xz")), key=os.path.getsize):
        name = os.path.basename(path).split(".")[0]
        target = os.path.join(out, name + ".md.jsonl.xz")
        if os.path.exists(target):
            continue
        lost = 0
        with lzma.open(target + ".part", "wt", encoding="utf-8", preset=0) as file:
            for page in pages(path):
                layout = layout_of(name, page["id"])
                try:
                    text = convert(layout, page["html"])
                except Exception:  # a converter that fails on a page has no page of that kind
                    lost += 1
                    continue
                file.write(json.dumps({"id": page["id"], "layout": layout, "text": text}, ensure_ascii=False) + "\n")
        os.rename(target + ".part", target)
        print(name, lost, "lost", flush=True)


if __name__ == "__main__":
    main()
