#include "rules/pattern/literals.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "rules/pattern/known.h"
#include "text/utf8.h"

namespace dechaff::rules {
namespace {

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

Required required_literals(std::string_view pattern) {
  using Where = Required::Where;
  const std::optional<Syntax> syntax = parse_pattern(pattern);
  if (!syntax) return {};
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
    Known known = known_of(*syntax, skip);
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
