#include "rules/literals.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "rules/loosen.h"
#include "text/classes.h"
#include "text/utf8.h"

namespace dechaff::rules {
namespace {

using Strings = std::vector<std::string>;
constexpr std::size_t most_strings = 320;
constexpr std::size_t longest_string = 12;  // bytes that are worth comparing

/// What is known of the matches of a part of a pattern.
struct Known {
  bool exact = false;     // `strings` are all there can be
  Strings strings;        // of an exact part
  Strings begin, inside;  // else: one of them begins it, one is in it; empty: nothing known
  bool anchored = false;  // it matches at the begin of the line only
  bool symbols = false;   // it matches nothing but characters that are no part of words
  bool skipped = false;   // `begin` leaves out symbols that may stand before
};

Known exactly(Strings strings) {
  Known out;
  out.exact = true;
  out.strings = std::move(strings);
  return out;
}

bool all_symbols(std::string_view s) {
  for (std::size_t at = 0; at < s.size();) {
    const text::Decoded d = text::decode(s, at);
    if (text::is_word(d.c)) return false;
    at += d.bytes;
  }
  return true;
}

bool useful(const Strings& strings) {
  return !strings.empty() &&
         std::none_of(strings.begin(), strings.end(), [](const auto& s) { return s.empty(); });
}

std::size_t shortest(const Strings& strings) {
  std::size_t out = SIZE_MAX;
  for (const std::string& s : strings) out = std::min(out, s.size());
  return strings.empty() ? 0 : out;
}

Strings product(const Strings& a, const Strings& b) {
  if (a.size() == 1 && a.front().empty()) return b;
  Strings out;
  out.reserve(a.size() * b.size());
  for (const std::string& first : a) {
    for (const std::string& second : b) out.push_back(first + second);
  }
  return out;
}

void unite(Strings& into, const Strings& more) {
  into.insert(into.end(), more.begin(), more.end());
}

/// Takes what says more: longer strings, then fewer.
void prefer(Strings& best, const Strings& other) {
  if (!useful(other) || other.size() > most_strings) return;
  const std::size_t a = std::min(shortest(best), longest_string);
  const std::size_t b = std::min(shortest(other), longest_string);
  if (best.empty() || b > a || (b == a && other.size() < best.size())) best = other;
}

/// A recursive descent over the syntax; what it does not know matches anything.
class Reader {
 public:
  explicit Reader(std::string_view pattern) : s_(pattern) {}

  Known read() {
    Known out = alternatives();
    if (at_ < s_.size()) return {};  // a stray ')': RE2 will complain
    return out;
  }

 private:
  /// Whether a literal character stands here that is not repeated.
  bool plain() const {
    static constexpr std::string_view special = "\\()[].^$|*+?{";
    if (special.find(s_[at_]) != std::string_view::npos) return false;
    const std::size_t next = at_ + text::decode(s_, at_).bytes;
    return next >= s_.size() || std::string_view("*+?{").find(s_[next]) == std::string_view::npos;
  }

  bool at(char c) const { return at_ < s_.size() && s_[at_] == c; }

  Known alternatives() {
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
      const Strings& begin = branch.exact ? branch.strings : branch.begin;
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
      add(sequence());
    }
    if (!begins || sum.begin.size() > most_strings) sum.begin.clear();
    if (!insides || sum.inside.size() > most_strings) sum.inside.clear();
    sum.exact = sum.exact && sum.strings.size() <= most_strings;
    if (!sum.exact) sum.strings.clear();
    return sum;
  }

  Known sequence() {
    Known out = exactly({""});
    Strings run = {""};
    bool first = true, broken = false;
    const auto close_run = [&](const Known* next) {
      Strings whole = run;
      if (next != nullptr && !next->skipped && useful(next->begin) &&
          run.size() * next->begin.size() <= most_strings) {
        whole = product(run, next->begin);
      }
      if (!broken) out.begin = useful(whole) ? whole : Strings{};
      prefer(out.inside, whole);
      prefer(out.inside, run);
      broken = true;
      run = {""};
    };
    while (at_ < s_.size() && s_[at_] != '|' && s_[at_] != ')') {
      if (!first && plain()) {  // the common case, in place
        std::string folded;
        const text::Decoded d = text::decode(s_, at_);
        fold_case(s_.substr(at_, d.bytes), folded);
        at_ += d.bytes;
        for (std::string& s : run) s += folded;
        if (run.front().size() >= longest_string && shortest(run) >= longest_string)
          close_run(nullptr);
        continue;
      }
      const Known part = repeated();
      if (first) out.anchored = out.anchored || part.anchored;
      if (part.exact && part.strings == Strings{""}) continue;  // flags and anchors take no room
      if (first && part.symbols) {                              // what stands before the first word
        out.skipped = true;
        continue;
      }
      if (first && part.skipped) out.skipped = true;
      first = false;
      if (part.exact && run.size() * part.strings.size() <= most_strings) {
        run = product(run, part.strings);
        if (shortest(run) >= longest_string) close_run(nullptr);  // long enough to be told apart
        continue;
      }
      close_run(part.exact ? nullptr : &part);
      if (part.exact) {
        run = part.strings;
      } else {
        prefer(out.inside, part.inside);
      }
    }
    out.symbols = first || (!broken && std::all_of(run.begin(), run.end(), all_symbols));
    if (!broken && !out.skipped) {
      out.strings = std::move(run);
      return out;
    }
    if (!broken) out.begin = useful(run) ? run : Strings{};
    prefer(out.inside, run);
    out.exact = false;
    out.strings.clear();
    return out;
  }

  Known repeated() {
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
      if (!none) {
        again.begin = out.exact ? out.strings : out.begin;
        again.inside = out.exact ? out.strings : out.inside;
        if (!useful(again.begin)) again.begin.clear();
        if (!useful(again.inside)) again.inside.clear();
      }
      out = std::move(again);
    }
    return out;
  }

  Known single() {
    const char c = s_[at_];
    if (c == '(') return group();
    if (c == '[') return char_class();
    if (c == '\\') return escape();
    if (c == '^' || c == '$') {
      ++at_;
      Known out = exactly({""});
      out.anchored = c == '^';
      return out;
    }
    if (c == '.') {
      ++at_;
      return {};
    }
    return literal();
  }

  Known literal() {
    const text::Decoded d = text::decode(s_, at_);
    std::string folded;
    fold_case(s_.substr(at_, d.bytes), folded);
    at_ += d.bytes;
    Known out = exactly({folded});
    out.symbols = !text::is_word(d.c);
    return out;
  }

  Known group() {
    ++at_;
    if (at('?')) {
      // (?P<name>…), (?:…), (?i:…), or flags alone: (?i)
      const std::size_t end = s_.find_first_of(":>)", at_);
      if (end == std::string_view::npos) return give_up();
      at_ = end + 1;
      if (s_[end] == ')') {
        // Flags other than i change what the rest means: m for anchors, s for the dot, U.
        return s_.substr(end - 2, 2) == "?i" ? exactly({""}) : give_up();
      }
    }
    Known out = alternatives();
    if (!at(')')) return give_up();
    ++at_;
    return out;
  }

  Known char_class() {
    std::size_t k = at_ + 1;
    bool plain = true;  // single characters only
    if (k < s_.size() && s_[k] == '^') {
      plain = false;
      ++k;
    }
    Strings members;
    for (bool first = true; k < s_.size() && (first || s_[k] != ']'); first = false) {
      if (s_[k] == '[' && s_.substr(k + 1, 1) == ":") {
        const std::size_t end = s_.find(":]", k);
        if (end == std::string_view::npos) return give_up();
        k = end + 2;
        plain = false;
        continue;
      }
      if (s_[k] == '\\') {
        const char next = k + 1 < s_.size() ? s_[k + 1] : 'x';
        const bool symbol =
            std::string_view("\\.-[](){}|*+?^$/").find(next) != std::string_view::npos;
        if (symbol) members.emplace_back(1, next);
        plain = plain && symbol;
        if ((next == 'p' || next == 'P' || next == 'x') && s_.substr(k + 2, 1) == "{") {
          k = s_.find('}', k);
          if (k == std::string_view::npos) return give_up();
          ++k;
        } else {
          k += 2;
        }
        continue;
      }
      const bool last = k + 1 < s_.size() && s_[k + 1] == ']';
      if (s_[k] == '-' && !first && !last) plain = false;  // a range
      const text::Decoded d = text::decode(s_, k);
      std::string folded;
      fold_case(s_.substr(k, d.bytes), folded);
      members.push_back(std::move(folded));
      k += d.bytes;
    }
    if (k >= s_.size()) return give_up();
    at_ = k + 1;
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    Known out;
    out.symbols = plain && std::all_of(members.begin(), members.end(), all_symbols);
    if (!plain || members.size() > 8) return out;
    const bool symbols = out.symbols;
    out = exactly(std::move(members));
    out.symbols = symbols;
    return out;
  }

  Known escape() {
    if (at_ + 1 >= s_.size()) return give_up();
    const char next = s_[at_ + 1];
    at_ += 2;
    if (next == 'b' || next == 'B' || next == 'z' || next == 'A') {
      Known out = exactly({""});
      out.anchored = next == 'A';
      return out;
    }
    if (next == 'p' || next == 'P' || next == 'x') {
      if (at('{')) {
        const std::size_t end = s_.find('}', at_);
        if (end == std::string_view::npos) return give_up();
        at_ = end + 1;
      } else {
        at_ = std::min(s_.size(), at_ + (next == 'x' ? 2U : 1U));
      }
      return {};
    }
    const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') ||
                        (next >= '0' && next <= '9');
    if (next == 'Q') return give_up();
    if (letter) {
      Known out;
      out.symbols = next == 's';
      return out;
    }
    Known out = exactly({std::string(1, next)});
    out.symbols = next != '_';
    return out;
  }

  /// Leaves the pattern to RE2: nothing is known of it.
  Known give_up() {
    gave_up_ = true;
    at_ = s_.size();
    return {};
  }

  std::string_view s_;
  std::size_t at_ = 0;
  bool gave_up_ = false;

 public:
  bool gave_up() const { return gave_up_; }
};

/// Without the symbols that stand first.
void trim_symbols(Strings& strings) {
  for (std::string& s : strings) s.erase(0, first_word(s));
}

void cut_and_sort(Strings& strings) {
  for (std::string& s : strings) s.resize(std::min(s.size(), longest_string));
  std::sort(strings.begin(), strings.end());
  strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
}

}  // namespace

std::size_t first_word(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const text::Decoded d = text::decode(text, at);
    if (text::is_word(d.c)) break;
    at += d.bytes;
  }
  return at;
}

Required required_literals(std::string_view pattern) {
  constexpr std::size_t least_inside = 2;
  Reader reader(pattern);
  const Known known = reader.read();
  if (reader.gave_up()) return {};
  Strings begin = known.exact ? known.strings : known.begin;
  Strings inside = known.exact ? known.strings : known.inside;
  trim_symbols(begin);
  Required out;
  if (known.anchored && useful(begin)) {
    out = {Required::Where::begin, std::move(begin)};
  } else if (useful(inside) && shortest(inside) >= least_inside) {
    out = {Required::Where::inside, std::move(inside)};
  }
  cut_and_sort(out.any);
  return out;
}

void fold_case(std::string_view text, std::string& out) {
  out.clear();
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
      ++at;
      continue;
    }
    const text::Decoded d = text::decode(text, at);
    if (d.valid()) {
      text::append(
          out, static_cast<char32_t>(u_foldCase(static_cast<UChar32>(d.c), U_FOLD_CASE_DEFAULT)));
    } else {
      out += c;
    }
    at += d.bytes;
  }
}

}  // namespace dechaff::rules
