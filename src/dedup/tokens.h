#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/line_table.h"

namespace dechaff::dedup {

/// What parts a token from the one before it. Bits.
enum Gap : std::uint8_t {
  gap_space = 1,
  gap_soft = 2,  ///< a comma, bracket, quote: what is none of the others
  gap_stop = 4,  ///< a full stop or a question mark, of any script
  gap_cry = 8,   ///< an exclamation mark
  gap_line = 16,
  gap_cell = 32,  ///< a tab or |, as between the cells of a table
};

/// A word, or a character of a script without spaces.
struct Token {
  std::uint64_t key;               // of the text in folded case
  std::uint32_t line, begin, end;  // bytes of the line's text
  std::uint8_t gap;                // of Gap
  std::uint8_t letters;            // code points, 255 at most; of what begins with a digit 0
  std::uint8_t sixths;             // of a word: 6, of a Han character 3, of a Thai cluster 2

  bool number() const { return letters == 0; }
};

/// The words of a document's kept lines in one row, as loops and blocks compare them.
class Tokens {
 public:
  /// O(bytes).
  void read(const LineTable& lines);

  std::size_t size() const { return all.size(); }
  const Token& operator[](std::size_t i) const { return all[i]; }
  /// Words from token `begin` to `end`, as count_words() counts.
  std::size_t words(std::size_t begin, std::size_t end) const {
    return (sixths_[end] - sixths_[begin] + 5) / 6;
  }

  std::vector<Token> all;
  std::vector<std::uint32_t> first;  // of a line: its first token; one more entry than lines

 private:
  std::vector<std::uint32_t> sixths_;  // before a token
  std::string folded_;
};

}  // namespace dechaff::dedup
