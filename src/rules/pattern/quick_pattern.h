#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/pattern/program.h"

namespace dechaff::rules {

/// A line, decoded once for all the patterns that look at it. Valid until the next assign().
struct DecodedLine {
  std::vector<char32_t> points, folded;  // simple case folding; the same number of each
  bool valid = false;                    // UTF-8

  /// O(line).
  void assign(std::string_view line);
};

/// Says whether a pattern of RE2's syntax matches somewhere in a line, as RE2 does, by
/// backtracking: made in microseconds, where RE2 takes some 400, and quick on short lines.
/// What it cannot tell it leaves to RE2: bad bytes, properties of code points beyond the BMP (the
/// Unicode versions of the two may differ there), and lines that would take many steps, so that no
/// line costs more than `most_steps`. Immutable and safe to share between threads.
class QuickPattern {
 public:
  enum class Answer : std::uint8_t { no, yes, unsure };

  /// A pattern that it does not know throughout answers `unsure` to everything. O(pattern).
  explicit QuickPattern(std::string_view pattern);

  Answer matches(const DecodedLine& line) const;
  bool known() const { return !program_.steps.empty(); }
  /// A match can begin at the begin of the line alone.
  bool anchored() const { return anchored_; }
  /// False when no line that ends with this byte matches. O(1).
  bool may_end_with(char c) const {
    const auto at = static_cast<unsigned char>(c);
    return !to_the_end_ || at >= 128 || holds(last_, at);
  }

  const Program& program() const { return program_; }
  /// Its answers hang on properties of code points, which are not sure beyond the BMP.
  bool has_properties() const { return has_properties_; }

 private:
  Answer from(const DecodedLine& line, std::size_t start, std::uint32_t& steps) const;
  void find_first();
  void find_last();

  Program program_;
  AsciiSet first_{}, last_{};  // what a match may begin with, and end with, of ASCII
  bool may_be_empty_ = false;  // a match may take no code point
  bool anchored_ = true;       // a match can begin at the begin of the line alone
  bool to_the_end_ = true;     // and end at its end alone, with one of last_
  bool has_properties_ = false;
};

}  // namespace dechaff::rules
