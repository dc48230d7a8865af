#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/line_table.h"
#include "text/abbreviations.h"

namespace dechaff::dedup {

enum class UnitKind : std::uint8_t { clause, sentence, line, paragraph, document };

/// A stretch of a document that may repeat another.
struct Unit {
  std::size_t line, end;  // lines of the document, one past the last
  Span span;              // bytes of the line's text; of a whole unit, all of it
  std::uint32_t words;
  bool whole;  // whole lines
};

struct UnitRules {
  UnitKind kind = UnitKind::sentence;
  std::size_t min_words = 12;  // shorter units are left out
  bool ended_only = true;      // sentences without an end mark are left out
  const text::Abbreviations* abbreviations = nullptr;
};

/// Cuts the kept lines of a document into units, in order. `said` gets the text of each without the
/// white space around it; that of a paragraph or document stands in `joined`, its lines joined by
/// line feeds. Needs `lines.measure()`. O(bytes).
class Units {
 public:
  void collect(const LineTable& lines, const UnitRules& rules);

  std::vector<Unit> units;
  std::vector<std::string_view> said;

 private:
  void collect_in_lines(const LineTable& lines, const UnitRules& rules);
  void collect_blocks(const LineTable& lines, const UnitRules& rules);

  std::vector<Span> parts_, clauses_;
  std::string joined_;
};

}  // namespace dechaff::dedup
