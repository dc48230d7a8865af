#include <algorithm>

#include "rules/literal_reader.h"
#include "text/case.h"
#include "text/classes.h"
#include "text/utf8.h"

// What LiteralReader makes of the parts of a pattern that have no parts: characters, classes,
// escapes; and of groups.
namespace dechaff::rules {

Known exactly(Strings strings) {
  Known out;
  out.exact = true;
  out.strings = std::move(strings);
  return out;
}

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

Known LiteralReader::single() {
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

Known LiteralReader::literal() {
  const text::Decoded d = text::decode(s_, at_);
  std::string folded;
  text::fold_case(s_.substr(at_, d.bytes), folded);
  at_ += d.bytes;
  Known out = exactly({folded});
  out.symbols = skipped(d.c, skip_);
  return out;
}

bool LiteralReader::all_symbols(const Strings& strings) const {
  return std::all_of(strings.begin(), strings.end(),
                     [this](const std::string& s) { return all_skipped(s, skip_); });
}

Known LiteralReader::group() {
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

Known LiteralReader::char_class() {
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

Known LiteralReader::escape() {
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
  const bool letter =
      (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
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

Known LiteralReader::give_up() {
  gave_up_ = true;
  at_ = s_.size();
  return {};
}

}  // namespace dechaff::rules
