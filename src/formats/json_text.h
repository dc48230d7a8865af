#pragma once

#include <string>
#include <string_view>

#include "formats/escaped_text.h"

namespace dechaff::formats {

/// Decodes what stands between the quotes (RFC 8259, section 7). An unpaired surrogate becomes
/// U+FFFD in the text; its raw form stays what it was. False when an escape is malformed.
bool decode_json(std::string_view raw, EscapedText& out);

/// Appends `text` with the escapes that JSON wants; bytes that are not UTF-8 pass as they are.
void append_json(std::string& out, std::string_view text);

}  // namespace dechaff::formats
