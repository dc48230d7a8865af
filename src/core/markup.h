#pragma once

#include <cstdint>

namespace dechaff {

/// What a document was written in, as its format, its first bytes or its name say. Of HTML the
/// document is the text that its reader sees; Markdown is the document's own bytes.
enum class Markup : std::uint8_t { none, markdown, html };

}  // namespace dechaff
