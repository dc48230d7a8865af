#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace dechaff::check {

enum class Level : std::uint8_t { off, warning, error };

inline std::string_view level_name(Level level) {
  return level == Level::error ? "error" : level == Level::warning ? "warning" : "off";
}

/// `replacement` belongs in the place of `bytes` of the file.
struct Fix {
  Span bytes;
  std::string replacement;
};

/// Something in a document that the gate objects to. Line and column count from 1, columns in code
/// points of the file's line. A finding about a whole document has line 1 and no column; one about
/// the whole input has no path either.
struct Finding {
  std::string rule;  // "boilerplate.cookie", "check.min-words"
  Level level = Level::warning;
  std::string path;  // as it was named; "-" is standard input
  std::string id;    // of the record, in JSONL and the like
  std::size_t document = 0;
  std::size_t line = 1, column = 0, end_column = 0;  // end_column: one past the last
  Span bytes;                                        // of the document's text
  std::string message;                               // one sentence without a full stop
  std::string excerpt;                               // the line of text, whole
  std::size_t caret = 0, caret_end = 0;  // columns of the excerpt, from 0; equal: no caret
  std::uint64_t key = 0;                 // hash of the folded line, for the baseline
  std::vector<Fix> fixes;  // that mend it without a person's judgement; none: there is no such way

  bool of_input() const { return path.empty(); }
};

}  // namespace dechaff::check
