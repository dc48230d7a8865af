#include "rules/pattern/known.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "rules/pattern/heads.h"
#include "text/case.h"
#include "text/classes.h"
#include "text/utf8.h"

namespace dechaff::rules {

namespace {

using Node = SyntaxNode;
using Kind = Node::Kind;

constexpr std::size_t most_members = 48;
constexpr std::size_t longest_range = 16;

/// Of a part that matches these strings and nothing else.
Known exactly(Strings strings) {
  Known out;
  out.exact = true;
  out.strings = std::move(strings);
  return out;
}

std::string folded(char32_t c) {
  std::string out;
  text::append(out, text::fold_case(c));
  return out;
}

/// The members of a small set, folded; nothing of another, and of one with a long range such as
/// a-z, whose members say too little to be strings of their own.
std::optional<Strings> members(const CodePoints& set) {
  if (set.negated || set.properties) return std::nullopt;
  Ranges ranges = set.ranges;
  for (char32_t c = 0; c < 128; ++c) {
    if ((set.ascii[c >> 6U] >> (c & 63U) & 1U) != 0) ranges.add(c, c);
  }
  ranges.tidy();
  Strings out;
  for (const auto& [from, to] : ranges.list()) {
    if (to - from >= longest_range || out.size() > most_members) return std::nullopt;
    for (char32_t c = from; c <= to; ++c) out.push_back(folded(c));
  }
  if (out.size() > most_members) return std::nullopt;
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// As \s does: its members say too little to be strings of their own.
bool holds_line_feed(const CodePoints& set) { return set.hold('\n', '\n'); }

bool all_skipped(std::string_view s, Skip skip) {
  for (std::size_t at = 0; at < s.size();) {
    const text::Decoded d = text::decode(s, at);
    if (!skipped(d.c, skip)) return false;
    at += d.bytes;
  }
  return skip != Skip::nothing;
}

/// Walks a tree from the leaves up. `skips`: the node begins the match, and symbols are left out
/// there.
class Reader {
 public:
  Reader(const Syntax& syntax, Skip skip) : syntax_(syntax), skip_(skip) {}

  Known read(const Node& node, bool skips) const {
    switch (node.kind) {
      case Kind::sequence:
        return sequence(node, skips);
      case Kind::alternatives:
        return alternatives(node, skips);
      case Kind::repeat:
        return repeat(node, skips);
      default:
        return leaf(node);
    }
  }

 private:
  Known leaf(const Node& node) const;
  Known sequence(const Node& node, bool skips) const;
  Known alternatives(const Node& node, bool skips) const;
  Known repeat(const Node& node, bool skips) const;
  bool all_symbols(const Strings& strings) const {
    return std::all_of(strings.begin(), strings.end(),
                       [this](const std::string& s) { return all_skipped(s, skip_); });
  }

  const Syntax& syntax_;
  Skip skip_;
};

Known Reader::leaf(const Node& node) const {
  Known out;
  switch (node.kind) {
    case Kind::point:
    case Kind::folded:
      out = exactly({folded(node.c)});
      out.symbols = skipped(node.c, skip_);
      break;
    case Kind::set:
      if (std::optional<Strings> all = members(syntax_.sets[node.set])) {
        const bool symbols = all_symbols(*all);
        if (!holds_line_feed(syntax_.sets[node.set])) out = exactly(std::move(*all));
        out.symbols = symbols;
      }
      break;
    case Kind::begin:
    case Kind::end:
    case Kind::word_border:
      out = exactly({""});
      out.anchored = node.kind == Kind::begin;
      break;
    default:  // may match anything
      break;
  }
  return out;
}

Known Reader::alternatives(const Node& node, bool skips) const {
  Known sum;
  sum.exact = true;
  sum.anchored = sum.symbols = true;
  bool begins = true, insides = true;
  const auto add = [&](const Known& branch) {
    sum.exact = sum.exact && branch.exact && sum.strings.size() <= most_strings;
    sum.anchored = sum.anchored && branch.anchored;
    sum.skipped = sum.skipped || branch.skipped;
    sum.symbols = sum.symbols && branch.symbols;
    const Strings begin = branch.exact ? branch.strings : branch.begin;
    const Strings& inside = branch.exact ? branch.strings : branch.inside;
    begins = begins && useful(begin);
    insides = insides && useful(inside);
    if (branch.exact) unite(sum.strings, branch.strings);
    unite(sum.begin, begin);
    unite(sum.inside, inside);
  };
  for (const Node& part : node.parts) add(read(part, skips));
  if (!begins || !fit(sum.begin)) sum.begin.clear();
  if (!insides || !fit(sum.inside)) sum.inside.clear();
  sum.exact = sum.exact && sum.strings.size() <= most_strings;
  if (!sum.exact) sum.strings.clear();
  return sum;
}

Known Reader::sequence(const Node& node, bool skips) const {
  Known out = exactly({""});
  Strings run = {""};  // what stands here without a gap, for `inside`
  Heads heads;         // what all of it may begin with, for `begin`
  bool first = true, broken = false;
  const auto close_run = [&](const Strings& next) {
    prefer(out.inside, product(run, next));
    prefer(out.inside, run);
    broken = true;
    run = {""};
  };
  bool bare = true;  // nothing but symbols came before
  const auto extend_heads = [&](const Known& part) {
    if (part.exact) {
      heads.extend(part.strings);
    } else if (!useful(part.begin) || (part.skipped && !bare)) {
      heads.close();
    } else if (part.optional) {
      heads.maybe(part.begin);
    } else {
      heads.extend(part.begin);
      heads.close();
    }
    bare = false;
  };
  for (const Node& child : node.parts) {
    const Known part = read(child, skips && first);
    if (first) out.anchored = out.anchored || part.anchored;
    if (part.exact && part.strings == Strings{""}) continue;  // flags and anchors take no room
    if (first && part.symbols && skips) {                     // what stands before the first word
      out.skipped = true;
      continue;
    }
    if (first && part.skipped) out.skipped = true;
    if (!first && part.symbols && !part.exact && skips && heads.may_be_none()) {
      heads.settle();
      out.skipped = true;
      close_run({""});
      continue;
    }
    first = false;
    extend_heads(part);
    if (part.exact && run.size() * part.strings.size() <= most_strings) {
      run = product(run, part.strings);
      if (shortest(run) >= longest_string) close_run({""});  // long enough to be told apart
      continue;
    }
    if (part.exact) {
      close_run({""});
      run = part.strings;
      continue;
    }
    const bool joins = !part.skipped && !part.optional && useful(part.begin) &&
                       run.size() * part.begin.size() <= most_strings;
    close_run(joins ? part.begin : Strings{""});
    if (!part.optional) prefer(out.inside, part.inside);
  }
  out.symbols = first || (!broken && all_symbols(run));
  if (!broken && !out.skipped) {
    out.strings = std::move(run);
    return out;
  }
  out.begin = heads.take();
  prefer(out.inside, run);
  out.exact = false;
  out.strings.clear();
  return out;
}

Known Reader::repeat(const Node& node, bool skips) const {
  Known out = read(node.parts.front(), skips);
  const bool none = node.least == 0;
  if (none && node.most == 1 && out.exact && out.strings.size() < most_strings) {
    out.strings.emplace_back();
    out.anchored = false;
    return out;
  }
  Known again;
  again.symbols = out.symbols;
  again.skipped = out.skipped;
  again.optional = none || out.optional;
  again.begin = std::move(out.exact ? out.strings : out.begin);
  if (!useful(again.begin)) again.begin.clear();
  if (!again.optional) {
    again.inside = out.exact ? again.begin : std::move(out.inside);
    if (!useful(again.inside)) again.inside.clear();
  }
  return again;
}

}  // namespace

bool skipped(char32_t c, Skip skip) {
  return skip != Skip::nothing &&
         (!text::is_word(c) || (skip == Skip::non_letters && text::is_digit(c)));
}

Known known_of(const Syntax& syntax, Skip skip) {
  return Reader(syntax, skip).read(syntax.root, skip != Skip::nothing);
}

}  // namespace dechaff::rules
