#include "rules/pattern/code_points.h"

#include <algorithm>

#include "text/case.h"
#include "text/classes.h"

namespace dechaff::rules {
namespace {

using text::Category;
using text::Script;

constexpr char32_t last_point = 0x10FFFF;

constexpr std::uint32_t bits(Category from, Category to) {
  std::uint32_t out = 0;
  for (auto c = static_cast<unsigned>(from); c <= static_cast<unsigned>(to); ++c) out |= 1U << c;
  return out;
}

/// Whether nothing from `from` to `to` has two cases: radicals to Yi, Hangul to Han.
bool caseless(char32_t from, char32_t to) {
  return (from >= 0x2E80 && to <= 0xA63F) || (from >= 0xAC00 && to <= 0xFAFF);
}

}  // namespace

void Ranges::add(const Ranges& other) {
  list_.insert(list_.end(), other.list_.begin(), other.list_.end());
}

void Ranges::tidy() {
  std::sort(list_.begin(), list_.end());
  std::size_t kept = 0;
  for (const auto& range : list_) {
    if (kept > 0 && range.first <= list_[kept - 1].second + 1) {
      list_[kept - 1].second = std::max(list_[kept - 1].second, range.second);
    } else {
      list_[kept++] = range;
    }
  }
  list_.resize(kept);
}

Ranges Ranges::complement() const {
  Ranges out;
  char32_t from = 0;
  for (const auto& [first, last] : list_) {
    if (first > from) out.add(from, first - 1);
    from = last + 1;
  }
  if (from <= last_point) out.add(from, last_point);
  return out;
}

std::optional<Ranges> Ranges::folded() const {
  constexpr char32_t most = 0x3000;
  Ranges out;
  for (const auto& [from, to] : list_) {
    if (caseless(from, to)) {
      out.add(from, to);
      continue;
    }
    if (to - from > most) return std::nullopt;
    for (char32_t c = from; c <= to; ++c) {
      const auto f = text::fold_case(c);
      out.add(f, f);
    }
  }
  out.tidy();
  return out;
}

bool CodePoints::beyond_ascii(char32_t point, char32_t c) const {
  const auto& list = ranges.list();
  if (!list.empty()) {
    const auto after = std::upper_bound(list.begin(), list.end(), c,
                                        [](char32_t x, const auto& r) { return x < r.first; });
    if (after != list.begin() && std::prev(after)->second >= c) return true;
  }
  if ((categories | scripts) == 0) return false;
  const text::Properties& p = text::properties(point);
  return (categories >> static_cast<unsigned>(p.category) & 1U) != 0 ||
         (scripts >> static_cast<unsigned>(p.script) & 1U) != 0;
}

bool add_property(std::string_view name, bool folds, CodePoints& out) {
  constexpr std::uint32_t letters = bits(Category::uppercase_letter, Category::other_letter);
  constexpr std::uint32_t numbers = bits(Category::decimal_number, Category::other_number);
  out.properties = true;
  Ranges ascii;
  if (name == "L" || name == "N" || (!folds && (name == "Lu" || name == "Ll" || name == "Lo"))) {
    out.categories |= name == "L"    ? letters
                      : name == "N"  ? numbers
                      : name == "Lu" ? bits(Category::uppercase_letter, Category::uppercase_letter)
                      : name == "Ll" ? bits(Category::lowercase_letter, Category::lowercase_letter)
                                     : bits(Category::other_letter, Category::other_letter);
    for (char32_t c = 0; c < 128; ++c) {
      if ((out.categories >> static_cast<unsigned>(text::properties(c).category) & 1U) != 0)
        ascii.add(c, c);
    }
    if (name == "L" && folds) ascii.add(0x3B9, 0x3B9);  // U+0345, a mark, folds to this letter
    out.ranges.add(ascii);
    return true;
  }
  if (name == "Han") out.scripts |= 1U << static_cast<unsigned>(Script::han);
  if (name == "Hangul") out.scripts |= 1U << static_cast<unsigned>(Script::hangul);
  // Hiragana and Katakana are one script of the tables: by their blocks. Unicode, Scripts.txt.
  if (name == "Hiragana") {
    out.ranges.add(0x3041, 0x3096);
    out.ranges.add(0x309D, 0x309F);
  }
  if (name == "Katakana") {
    for (const auto& [from, to] : {std::pair<char32_t, char32_t>{0x30A1, 0x30FA},
                                   {0x30FD, 0x30FF},
                                   {0x31F0, 0x31FF},
                                   {0x32D0, 0x32FE},
                                   {0x3300, 0x3357},
                                   {0xFF66, 0xFF6F},
                                   {0xFF71, 0xFF9D}})
      out.ranges.add(from, to);
  }
  return name == "Han" || name == "Hangul" || name == "Hiragana" || name == "Katakana";
}

}  // namespace dechaff::rules
