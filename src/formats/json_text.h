#pragma once

#include <string>
#include <string_view>

#include "formats/escaped_text.h"

namespace dechaff::formats {

/// Decodes what stands between the quotes (RFC 8259, section 7). An unpaired surrogate becomes
/// U+FFFD in the text; its raw form stays what it was. False when an escape is malformed.
bool decode_json(std::string_view raw, EscapedText& out);

}  // namespace dechaff::formats
