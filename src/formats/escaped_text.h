#pragma once

#include <string>
#include <vector>

#include "text/span.h"

namespace dechaff::formats {

/// The text of a JSON string or of a CSV field, and where each of its bytes stood in the raw form.
struct EscapedText {
  struct Escape {
    Span text;  // bytes of the decoded text
    Span raw;   // bytes of the raw form
  };
  std::string text;
  std::vector<Escape> escapes;  // in order; all bytes between them stand for themselves

  /// The raw bytes that a span of the text came from. O(log escapes).
  Span raw_span(Span of_text) const;
};

}  // namespace dechaff::formats
