"""The kinds of page, and which of them a set's pages can be. src/model/kinds.h has the same names in the same order."""

import numpy as np

NAMES = ("news", "blog", "article", "product", "listing", "front", "forum", "qa", "event", "recipe", "job", "service",
         "gov", "docs", "wiki", "profile", "legal", "mail", "results", "course", "gallery", "media", "other")
TEXT = ("news", "blog", "article")  # one kind where kinds are scored

# What a type of the sets without labels by line may be; a type that is not here says nothing.
POSSIBLE = {
    "wcxb-dev": {"article": TEXT + ("recipe", "wiki", "event", "other"), "service": ("service", "course", "event", "other"),
                 "product": ("product",), "collection": ("listing",), "listing": ("listing", "front", "results", "job"),
                 "forum": ("forum", "qa"), "documentation": ("docs", "wiki", "qa")},
    "cleaneval-en": {}, "cleanportaleval": {}, "llm-webkit-bench": {"forum": ("forum", "qa")},
}
POSSIBLE["wcxb-dev-inscriptis"] = POSSIBLE["wcxb-dev"]
ELSEWHERE = {"article": TEXT, "recipe": ("recipe",), "event": ("event",), "product": ("product",)}


def possible(set_name, kind):
    """A flag for each of NAMES: the page may be that. All of them: nothing is known."""
    if set_name.startswith("labelled"):
        names = (kind,) if kind in NAMES else NAMES
    else:
        names = POSSIBLE.get(set_name, ELSEWHERE).get(kind, NAMES)
    return np.array([name in names for name in NAMES], np.float32)


def merged(index):
    """The kind as it is scored: news, blog and article are one."""
    return 0 if NAMES[index] in TEXT else index
