#include "rules/literals.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "rules/literal_reader.h"
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

std::size_t counted_repeat(std::string_view pattern, std::size_t at, bool& may_be_none) {
  std::size_t k = at + 1;
  // What RE2 takes for a number; behind anything else the brace stands for itself.
  const auto number = [&] {
    const std::size_t begin = k;
    while (k < pattern.size() && pattern[k] >= '0' && pattern[k] <= '9') ++k;
    const std::size_t digits = k - begin;
    return digits == 1 || (digits > 1 && digits < 10 && pattern[begin] != '0');
  };
  if (!number()) return 0;
  may_be_none = pattern[at + 1] == '0';
  if (k < pattern.size() && pattern[k] == ',') {
    ++k;
    if (k < pattern.size() && pattern[k] != '}' && !number()) return 0;
  }
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
    LiteralReader reader(pattern, skip);
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
