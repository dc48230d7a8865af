#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace dechaff::rules {

/// A set of code points as ranges, sorted and apart once tidy() was called.
class Ranges {
 public:
  void add(char32_t from, char32_t to) { list_.emplace_back(from, to); }
  void add(const Ranges& other);
  void tidy();
  /// Everything else up to U+10FFFF.
  Ranges complement() const;
  /// What the members fold to; nothing when that would take too long to find out.
  std::optional<Ranges> folded() const;

  const std::vector<std::pair<char32_t, char32_t>>& list() const { return list_; }
  bool empty() const { return list_.empty(); }

 private:
  std::vector<std::pair<char32_t, char32_t>> list_;
};

/// What one place of a pattern takes: ranges and properties, or all but these.
struct CodePoints {
  std::array<std::uint64_t, 2> ascii{};
  Ranges ranges;                 // beyond ASCII
  std::uint32_t categories = 0;  // bits of text::Category
  std::uint32_t scripts = 0;     // bits of text::Script
  bool properties = false;       // what it holds beyond the BMP hangs on the version of Unicode
  bool negated = false;
  bool folds = false;  // the ranges hold folded code points: ask with the folded one

  /// `folded` is `point` in folded case. O(log ranges).
  bool hold(char32_t point, char32_t folded) const {
    const char32_t c = folds ? folded : point;
    const bool in = c < 128 ? (ascii[c >> 6U] >> (c & 63U) & 1U) != 0 : beyond_ascii(point, c);
    return in != negated;
  }

 private:
  bool beyond_ascii(char32_t point, char32_t c) const;
};

/// Adds what `\p{name}` stands for. False for a property that is not known here, or whose members
/// are not all letters' cases of one another when `folds`.
bool add_property(std::string_view name, bool folds, CodePoints& out);

}  // namespace dechaff::rules
