#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/line_table.h"
#include "model/blocks.h"
#include "text/abbreviations.h"
#include "text/words.h"

namespace dechaff::dedup {

enum class UnitKind : std::uint8_t { clause, sentence, line, paragraph, document };

/// A stretch of a document that may repeat another.
struct Unit {
  std::size_t line, end;  // lines of the document, one past the last
  Span span;              // from a byte of the first line's text to one of the last line's
  std::uint32_t words;
  bool whole;  // whole lines
};

struct UnitRules {
  UnitKind kind = UnitKind::sentence;
  std::size_t min_words = 12;  // shorter units are left out
  bool ended_only = true;      // sentences without an end mark are left out
  bool unwrap = true;          // sentences and clauses go on across the lines of wrapped text
  const text::Abbreviations* abbreviations = nullptr;
};

/// Cuts the kept lines of a document into units, in order. `said` gets the text of each without the
/// white space around it; the lines of a paragraph or document are joined by line feeds, those of a
/// hard-wrapped paragraph by spaces, so that its sentences are whole. Words are counted as the
/// signal `dechaff.words` does, in scripts without spaces by ICU's dictionaries where that decides.
/// Thai and Lao have no end marks: there a stretch between spaces is a sentence. Needs
/// `lines.measure()`. O(bytes).
class Units {
 public:
  void collect(const LineTable& lines, const UnitRules& rules);

  std::vector<Unit> units;
  std::vector<std::string_view> said;

 private:
  void collect_in_lines(const LineTable& lines, const UnitRules& rules);
  void collect_blocks(const LineTable& lines, const UnitRules& rules);
  void collect_wrapped(const LineTable& lines, std::size_t begin, std::size_t end,
                       const UnitRules& rules);
  void split(std::string_view text, const UnitRules& rules);
  /// The words of a text, exact where that decides whether it has `least`.
  std::size_t words_of(std::string_view text, std::size_t least);
  std::size_t words_of_line(const LineTable& lines, std::size_t line, std::size_t least);

  std::vector<Span> parts_, clauses_, texts_;
  std::vector<Block> paragraphs_;
  std::vector<std::string_view> shown_;
  std::string joined_;
  std::optional<text::WordBreaker> breaker_;
};

}  // namespace dechaff::dedup
