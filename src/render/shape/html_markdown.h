#pragma once

#include <string>

#include "core/document.h"
#include "evidence/markup.h"

namespace dechaff::render::shape {

enum class Links : std::uint8_t { text_alone, with_targets };

/// Appends what is left of a page as Markdown (CommonMark, with tables and struck text of GitHub):
/// headings, lists, tables, quotes, fenced code, emphasis. `markup` is that of the document's text.
/// O(bytes + marks log lines).
void append_markdown(const Document& document, const html::Markup& markup, Links links,
                     std::string& out);

}  // namespace dechaff::render::shape
