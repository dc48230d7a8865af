#pragma once

#include <string>
#include <vector>

#include "core/document.h"

namespace dechaff::formats {

/// A stretch of a document of which something was decided, as a page shows it.
struct Mark {
  Span span;           // bytes of the original
  const Decision* by;  // what decided last; lives as long as the document's decisions
  std::string insert;  // what stands there now, of a rewrite
  std::vector<const Decision*> also;  // other decisions about bytes in it
};

/// The decisions of a document as marks: in order, never overlapping; without the drops the text
/// is the cleaned one when each rewrite's `insert` stands in its place. A dropped line is one mark
/// with its ending. O(decisions · log + lines that changed).
std::vector<Mark> marks_of(const Document& document);

}  // namespace dechaff::formats
