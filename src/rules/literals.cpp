#include "rules/literals.h"

#include <algorithm>
#include <limits>

#include "text/case.h"
#include "text/classes.h"
#include "text/utf8.h"

namespace dechaff::rules {
namespace {

using Strings = std::vector<std::string>;
constexpr std::size_t most_strings = 600;
constexpr std::size_t longest_string = 12;  // bytes that are worth comparing

/// What is known of the matches of a part of a pattern.
struct Known {
  bool exact = false;     // `strings` are all there can be
  Strings strings;        // of an exact part
  Strings begin, inside;  // else: one of them begins it, one is in it; empty: nothing known
  bool anchored = false;  // it matches at the begin of the line only
  bool symbols = false;   // it matches nothing but characters that are left out at the begin
  bool skipped = false;   // `begin` leaves out symbols that may stand before
  bool optional = false;  // it need not be there; when it is, one of `begin` begins it
};

Known exactly(Strings strings) {
  Known out;
  out.exact = true;
  out.strings = std::move(strings);
  return out;
}

/// What is left out before the strings that a match begins with.
enum class Skip : std::uint8_t { nothing, symbols, non_letters };

bool skipped(char32_t c, Skip skip) {
  return skip != Skip::nothing &&
         (!text::is_word(c) || (skip == Skip::non_letters && text::is_digit(c)));
}

bool all_skipped(std::string_view s, Skip skip) {
  for (std::size_t at = 0; at < s.size();) {
    const text::Decoded d = text::decode(s, at);
    if (!skipped(d.c, skip)) return false;
    at += d.bytes;
  }
  return skip != Skip::nothing;
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

std::size_t longest(const Strings& strings) {
  std::size_t out = 0;
  for (const std::string& s : strings) out = std::max(out, s.size());
  return out;
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

/// Cuts the strings to what is worth comparing, and further when they are too many. False, and no
/// strings, when they are still too many.
bool fit(Strings& strings) {
  for (const std::size_t most_bytes : {longest_string, std::size_t{8}, std::size_t{6},
                                       std::size_t{5}, std::size_t{4}, std::size_t{3}}) {
    for (std::string& s : strings) s.resize(std::min(s.size(), most_bytes));
    std::sort(strings.begin(), strings.end());
    strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
    if (strings.size() <= most_strings) return true;
  }
  strings.clear();
  return false;
}

/// What a match may begin with, as it is read part by part: strings that still grow, and those that
/// are long enough.
class Heads {
 public:
  /// Whether the match may have no character yet.
  bool may_be_none() const {
    return open_ && std::find(growing_.begin(), growing_.end(), "") != growing_.end();
  }
  /// What comes need not be looked at behind strings that are there; nothing may stand before it.
  void settle() {
    for (std::string& s : growing_) {
      if (!s.empty()) done_.push_back(std::move(s));
    }
    growing_ = {""};
  }

  /// Each growing string with each of `next` behind it; when they become too many, the longer ones
  /// grow no more. Closes when they still are.
  void extend(const Strings& next) {
    if (!open_) return;
    if (next.size() == 1 && longest(growing_) + next.front().size() < longest_string) {
      for (std::string& s : growing_) s += next.front();  // the common case: one more letter
      return;
    }
    for (const std::size_t enough :
         {longest_string, std::size_t{8}, std::size_t{6}, std::size_t{4}, std::size_t{3}}) {
      const auto growing = static_cast<std::size_t>(
          std::count_if(growing_.begin(), growing_.end(),
                        [&](const std::string& s) { return s.size() < enough; }));
      if (growing * next.size() > 2 * most_strings) continue;
      grow(next, enough);
      return;
    }
    open_ = false;
  }

  /// A part that need not be there: it may come next, and so may what comes behind it.
  void maybe(const Strings& next) {
    if (!open_) return;
    Heads with;
    with.growing_ = growing_;
    with.extend(next);
    unite(done_, with.done_);
    unite(done_, with.growing_);
  }

  /// What comes is not known.
  void close() { open_ = false; }

  Strings take() {
    unite(growing_, done_);
    return useful(growing_) && fit(growing_) ? std::move(growing_) : Strings{};
  }

 private:
  void grow(const Strings& next, std::size_t enough) {
    Strings longer;
    for (const std::string& s : growing_) {
      if (s.size() >= enough) {
        done_.push_back(s);
        continue;
      }
      for (const std::string& more : next) {
        std::string both = s + more;
        const bool whole = both.size() < longest_string;
        if (!whole) both.resize(longest_string);
        (whole ? longer : done_).push_back(std::move(both));
      }
    }
    std::sort(longer.begin(), longer.end());
    longer.erase(std::unique(longer.begin(), longer.end()), longer.end());
    growing_ = std::move(longer);
    open_ = !growing_.empty();
    if (done_.size() > 8 * most_strings && !fit(done_)) {
      growing_ = {""};
      open_ = false;
    }
  }

  Strings growing_ = {""}, done_;
  bool open_ = true;
};

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
  Reader(std::string_view pattern, Skip skip)
      : s_(pattern), skip_(skip), skips_(skip != Skip::nothing) {}

  Known read() {
    Known out = alternatives();
    if (at_ < s_.size()) return {};  // a stray ')': RE2 will complain
    return out;
  }

 private:
  bool at(char c) const { return at_ < s_.size() && s_[at_] == c; }

  Known alternatives() {
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

  Known sequence() {
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
    text::fold_case(s_.substr(at_, d.bytes), folded);
    at_ += d.bytes;
    Known out = exactly({folded});
    out.symbols = skipped(d.c, skip_);
    return out;
  }

  bool all_symbols(const Strings& strings) const {
    return std::all_of(strings.begin(), strings.end(),
                       [this](const std::string& s) { return all_skipped(s, skip_); });
  }

  static Strings digits() { return {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}; }

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
        if (next == 'd') unite(members, digits());
        plain = plain && (symbol || next == 'd');
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
      if (s_[k] == '-' && !first && !last) {  // a range
        const char from = s_[k - 1], to = s_[k + 1];
        plain = plain && from >= '0' && from <= to && to <= '9';
        for (char c = from; plain && c <= to; ++c) members.emplace_back(1, c);
        if (plain) {
          k += 2;
          continue;
        }
      }
      const text::Decoded d = text::decode(s_, k);
      std::string folded;
      text::fold_case(s_.substr(k, d.bytes), folded);
      members.push_back(std::move(folded));
      k += d.bytes;
    }
    if (k >= s_.size()) return give_up();
    at_ = k + 1;
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    Known out;
    out.symbols = plain && all_symbols(members);
    if (!plain || members.size() > 48) return out;
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
    if (next == 'd') {
      Known out = exactly(digits());
      out.symbols = skip_ == Skip::non_letters;
      return out;
    }
    if (letter) {
      Known out;
      out.symbols = next == 's' && skip_ != Skip::nothing;
      return out;
    }
    Known out = exactly({std::string(1, next)});
    out.symbols = next != '_' && skip_ != Skip::nothing;
    return out;
  }

  /// Leaves the pattern to RE2: nothing is known of it.
  Known give_up() {
    gave_up_ = true;
    at_ = s_.size();
    return {};
  }

  std::string_view s_;
  Skip skip_;
  bool skips_;  // what comes next stands at the begin, and symbols are left out there
  std::size_t at_ = 0;
  bool gave_up_ = false;

 public:
  bool gave_up() const { return gave_up_; }
};

/// Without what is left out at the begin.
void trim(Strings& strings, Skip skip) {
  for (std::string& s : strings) {
    std::size_t at = 0;
    while (at < s.size()) {
      const text::Decoded d = text::decode(s, at);
      if (!skipped(d.c, skip)) break;
      at += d.bytes;
    }
    s.erase(0, at);
  }
}

/// About how often a line holds one of them: at one place, or at any of some forty.
double frequency(const Required& required) {
  double sum = 0;
  for (const std::string& s : required.any) {
    double one = 1;
    for (std::size_t i = 0; i < std::min<std::size_t>(s.size(), 6); ++i) {
      const auto c = static_cast<unsigned char>(s[i]);
      one *= c >= 0x80 ? 0.2 : (c >= 'a' && c <= 'z') || c == ' ' ? 0.08 : 0.02;
    }
    sum += one;
  }
  return required.where == Required::Where::inside ? 40 * sum : sum;
}

/// Whether a line without it is common enough: two bytes, or a symbol.
bool telling(const std::string& s) {
  if (s.empty()) return false;
  const char c = s.front();
  return s.size() > 1 || !(c == ' ' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
}

}  // namespace

std::size_t counted_repeat(std::string_view pattern, std::size_t at, bool& may_be_none) {
  std::size_t k = at + 1, digits = 0;
  may_be_none = true;
  for (; k < pattern.size() && pattern[k] >= '0' && pattern[k] <= '9'; ++k, ++digits)
    may_be_none = may_be_none && pattern[k] == '0';
  if (digits == 0) return 0;
  if (k < pattern.size() && pattern[k] == ',') ++k;
  while (k < pattern.size() && pattern[k] >= '0' && pattern[k] <= '9') ++k;
  return k < pattern.size() && pattern[k] == '}' ? k + 1 - at : 0;
}

Required required_literals(std::string_view pattern) {
  using Where = Required::Where;
  Required best;
  double least = std::numeric_limits<double>::infinity();
  bool anchored = false;
  const auto offer = [&](Where where, Strings strings) {
    if (!useful(strings) || !fit(strings)) return;
    Required other{where, std::move(strings), anchored};
    const double often = frequency(other);
    if (often >= least) return;
    least = often;
    best = std::move(other);
  };
  for (const auto& [skip, where] : {std::pair{Skip::symbols, Where::word},
                                    {Skip::non_letters, Where::letter},
                                    {Skip::nothing, Where::start}}) {
    Reader reader(pattern, skip);
    Known known = reader.read();
    if (reader.gave_up()) return {};
    anchored = known.anchored;
    if (anchored) {
      Strings begin = known.exact ? known.strings : known.begin;
      trim(begin, skip);
      offer(where, std::move(begin));
    }
    if (skip != Skip::nothing) continue;
    Strings inside = std::move(known.exact ? known.strings : known.inside);
    if (std::all_of(inside.begin(), inside.end(), telling)) offer(Where::inside, std::move(inside));
  }
  best.anchored = anchored;
  return best;
}

std::size_t first_word(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return at;
    const text::Decoded d = text::decode(text, at);
    if (!skipped(d.c, Skip::symbols)) return at;
    at += d.bytes;
  }
  return text.size();
}

std::size_t first_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return at;
    const text::Decoded d = text::decode(text, at);
    if (!skipped(d.c, Skip::non_letters)) return at;
    at += d.bytes;
  }
  return text.size();
}

}  // namespace dechaff::rules
