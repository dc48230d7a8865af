#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "text/lines.h"
#include "text/span.h"

namespace dechaff {

enum class Verdict : std::uint8_t { keep, drop, rewrite };

/// A stretch of a rewritten line: `text` stands where `original` stood.
struct Piece {
  Span original;     // bytes of the document
  std::string text;  // equal to the original bytes unless `replaced`
  bool replaced = false;
};

/// The lines of one document as a structure of arrays. Offsets are bytes in the original document;
/// `text` is what later filters read: the original, or its rewritten form.
///
/// A line ends at LF, CRLF, CR, U+2028 or U+2029; the ending belongs to the line (`next`) but not
/// to its text. Rewrites keep their alignment to the original bytes in `rewritten`.
struct LineTable {
  std::vector<Span> span;              // without the line ending
  std::vector<std::size_t> next;       // where the following line begins
  std::vector<std::string_view> text;  // current text, white space as it came
  std::vector<Verdict> verdict;
  std::vector<std::string_view> shown_text;  // see shown(); empty: the text itself
  std::vector<std::uint32_t> chars;          // code points of the trimmed text; see measure()
  std::vector<std::uint32_t> words;          // white-space words, CJK two code points a word

  struct Rewritten {
    std::vector<Piece> pieces;
    std::string text;
  };
  std::map<std::size_t, Rewritten> rewritten;
  std::map<std::size_t, std::string> endings;  // of lines whose ending is another one now

  std::size_t size() const { return span.size(); }
  bool kept(std::size_t line) const { return verdict[line] != Verdict::drop; }

  /// The line as its reader sees it, by which it is judged: in Markdown without marks and link
  /// targets. A line that is rewritten later is shown as its text.
  std::string_view shown(std::size_t line) const {
    return shown_text.empty() ? text[line] : shown_text[line];
  }

  /// Splits `bytes` into lines and forgets everything else. O(bytes). The views point into `bytes`.
  void assign(std::string_view bytes);

  /// Fills `chars` and `words` for all lines as they are shown. O(bytes).
  void measure();

  /// A stretch of a line's current text, and what belongs there; an empty one is an insertion.
  struct Replacement {
    Span part;
    std::string_view text;
  };
  /// Puts all texts in the places of their parts, which are in order and do not overlap, and
  /// returns for each the original bytes that it now stands for. O(pieces of the line + its
  /// length), for any number of parts.
  std::vector<Span> replace(std::size_t line, const std::vector<Replacement>& parts,
                            std::string_view bytes);

 private:
  Rewritten& pieces_of(std::size_t line, std::string_view bytes);

  std::vector<text::Line> lines_;  // work space
};

/// `text` without ASCII white space, U+00A0 and U+3000 at both ends.
std::string_view trim(std::string_view text);

}  // namespace dechaff
