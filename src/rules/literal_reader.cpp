#include "rules/literal_reader.h"

#include <utility>

#include "rules/heads.h"
#include "rules/literals.h"

namespace dechaff::rules {

Known LiteralReader::read() {
  Known out = alternatives();
  if (at_ < s_.size()) return {};  // a stray ')': RE2 will complain
  return out;
}

Known LiteralReader::alternatives() {
  const bool skips = skips_;
  Known out = sequence();
  if (!at('|')) return out;
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
  add(out);
  while (at('|')) {
    ++at_;
    skips_ = skips;
    add(sequence());
  }
  if (!begins || !fit(sum.begin)) sum.begin.clear();
  if (!insides || !fit(sum.inside)) sum.inside.clear();
  sum.exact = sum.exact && sum.strings.size() <= most_strings;
  if (!sum.exact) sum.strings.clear();
  return sum;
}

Known LiteralReader::sequence() {
  const bool skips = skips_;
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
  while (at_ < s_.size() && s_[at_] != '|' && s_[at_] != ')') {
    skips_ = skips && first;
    const Known part = repeated();
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

Known LiteralReader::repeated() {
  Known out = single();
  while (at_ < s_.size()) {
    bool none = false, more = false;
    const char c = s_[at_];
    std::size_t length = 1;
    if (c == '*' || c == '?') {
      none = true;
      more = c == '*';
    } else if (c == '+') {
      more = true;
    } else if (c == '{' && (length = counted_repeat(s_, at_, none)) > 0) {
      more = true;
    } else {
      break;
    }
    at_ += length;
    if (at('?')) ++at_;  // lazy
    if (none) out.anchored = false;
    if (none && !more && out.exact && out.strings.size() < most_strings) {
      out.strings.emplace_back();
      continue;
    }
    Known again;
    again.symbols = out.symbols;
    again.skipped = out.skipped;
    again.optional = none || out.optional;
    again.begin = out.exact ? out.strings : out.begin;
    if (!useful(again.begin)) again.begin.clear();
    if (!again.optional) {
      again.inside = out.exact ? out.strings : out.inside;
      if (!useful(again.inside)) again.inside.clear();
    }
    out = std::move(again);
  }
  return out;
}

}  // namespace dechaff::rules
