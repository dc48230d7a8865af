#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace dechaff {

/// What kind of character a line begins or ends with.
enum class CharKind : std::uint8_t {
  none,       ///< the line has no character of its own
  lower,      ///< lower-case letter, or a letter of a script without case
  upper,      ///< upper-case letter
  digit,      ///< decimal digit
  ideograph,  ///< Han, kana, or a letter of a script written without spaces
  period,     ///< full stop of any script
  exclaim,    ///< ! ? and their kin in other scripts
  ellipsis,   ///< … or two dots or more
  colon,      ///< : and its kin
  comma,      ///< , ; and their kin
  symbol,     ///< any other mark
};

/// Counts of one block of text (a line, or the lines of a hard-wrapped paragraph), taken in one
/// pass over its bytes. Leading bullets and list numbers, and the link marks that text browsers
/// write (`[12]`, `[text](url)`), are noted and then left out of every other count, so that the
/// counts hold whichever converter made the text.
struct LineStats {
  std::uint32_t points = 0;      ///< code points, white space inside included
  std::uint32_t words = 0;       ///< runs of letters and digits, ideographs aside
  std::uint32_t ideographs = 0;  ///< see CharKind::ideograph
  std::uint32_t letters = 0;     ///< ideographs included
  std::uint32_t upper = 0;       ///< upper-case letters
  std::uint32_t digits = 0;
  std::uint32_t marks = 0;           ///< everything that is neither letter, digit nor space
  std::uint32_t commas = 0;          ///< comma-like marks
  std::uint32_t inner_ends = 0;      ///< sentence ends with text after them
  std::uint32_t inner_capitals = 0;  ///< the inner ends followed by a capital or an ideograph
  std::uint32_t capital_words = 0;   ///< words that begin with a capital
  std::uint32_t short_words = 0;     ///< words of three letters or fewer
  std::uint32_t long_words = 0;      ///< words of eight letters or more
  std::uint32_t number_words = 0;    ///< words of digits alone
  std::uint32_t years = 0;           ///< number words 1900–2099
  std::uint32_t times = 0;           ///< 12:34
  std::uint32_t urls = 0;            ///< ://, www., @
  std::uint32_t currency = 0;
  std::uint32_t separators = 0;  ///< | » › · • / > and the like
  std::uint32_t copyright = 0;   ///< © ® ™
  std::uint32_t quotes = 0;
  std::uint32_t questions = 0;
  std::uint32_t code = 0;            ///< { } < > = \ _ ` $ # ^ ~ [ ]
  std::uint32_t brackets = 0;        ///< ( )
  std::uint32_t link_marks = 0;      ///< link marks left out
  std::uint32_t longest_word = 0;    ///< in code points
  std::uint32_t leading_bullet = 0;  ///< 1 when a bullet stood before the text
  std::uint32_t leading_number = 0;  ///< 1 when a list number stood before the text
  std::uint32_t leading_hash = 0;    ///< # marks before the text (Markdown)
  CharKind first = CharKind::none;
  CharKind last = CharKind::none;  ///< closing quotes and brackets are looked through
  std::uint32_t ends_closed = 0;   ///< 1 when a closing quote or bracket stands last
  std::uint32_t token_begin = 0;   ///< its hashed tokens in LineScan::tokens
  std::uint32_t token_end = 0;
  std::uint32_t topic_begin = 0;  ///< its long words in LineScan::topics
  std::uint32_t topic_end = 0;
  std::uint64_t hash = 0;  ///< of the words, for repeats within the page

  /// Words in every script: ideographs count half.
  float word_equivalents() const {
    return static_cast<float>(words) + 0.5F * static_cast<float>(ideographs);
  }
};

/// The stats of a page's blocks with their hashed tokens. Reusable: clear() keeps the memory.
struct LineScan {
  std::vector<LineStats> blocks;
  std::vector<std::uint32_t> tokens;  ///< 32-bit hashes, see model/token_hash.h
  std::vector<std::uint32_t>
      topics;  ///< hashes of words of five letters or more, and ideograph pairs

  void clear() {
    blocks.clear();
    tokens.clear();
    topics.clear();
  }
};

/// Appends the stats of one block, given as its lines, to `scan`. Never fails: bytes that are not
/// UTF-8 count as marks. O(bytes).
void scan_block(const std::string_view* lines, std::size_t count, LineScan& scan);

}  // namespace dechaff
