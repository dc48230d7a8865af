#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/span.h"

namespace dechaff::io {

/// The text of a JSON string and where each of its bytes stood in the raw, escaped form.
struct JsonText {
  struct Escape {
    Span text;  // bytes of the decoded text
    Span raw;   // bytes of the raw string
  };
  std::string text;
  std::vector<Escape> escapes;

  /// The raw bytes that a span of the text came from. O(log escapes).
  Span raw_span(Span of_text) const;
};

/// Decodes what stands between the quotes (RFC 8259, section 7). An unpaired surrogate becomes
/// U+FFFD in the text; its raw form stays what it was. False when an escape is malformed.
bool decode_json(std::string_view raw, JsonText& out);

/// Appends `text` with the escapes that JSON wants; bytes that are not UTF-8 pass as they are.
void append_json(std::string& out, std::string_view text);

}  // namespace dechaff::io
