#pragma once

#include "core/document.h"
#include "evidence/evidence.h"
#include "evidence/markdown.h"

namespace dechaff::evidence {

/// Called once for a document, when its bytes, its markup and its validity are known: reads
/// Markdown, fills its headings and its fixed lines (code and front matter), and keeps what is
/// known in its workspace. `of_page`: of a page of HTML, from the reader that made its text;
/// outlives the document. A document of unknown markup is Markdown when its bytes are certain to be
/// (is_markdown()).
void attach(Document& document, const Evidence* of_page);

/// What is known of the document's lines as they stand; null: nothing. From the first call on the
/// lines are judged by what they show (LineTable::shown). O(1), but for the first call: O(lines),
/// and O(bytes) when lines of Markdown were rewritten before.
const Evidence* of_document(Document& document);

/// The blocks of a Markdown document, by line; null for all others.
const Blocks* blocks_of(Document& document);

/// Whether text without a name is Markdown for certain: it has three inline links, with an address
/// or a path, that end on their lines. O(bytes).
bool is_markdown(std::string_view bytes);

/// The bytes of a line's text that show `part` of its shown text, so that what is left has its
/// marks in pairs. Empty: there are none. O(length of the line).
Span whole_marks(const Evidence& of_lines, std::size_t line, std::string_view text, Span part);

}  // namespace dechaff::evidence
