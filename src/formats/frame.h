#pragma once

#include <string_view>
#include <vector>

#include "core/document.h"
#include "formats/batch.h"
#include "formats/escaped_text.h"

namespace dechaff::formats {

/// The text of a record of which some bytes stand for others: a JSON string or a CSV field without
/// its quotes.
void unescape(Frame frame, std::string_view raw, EscapedText& out);

/// Makes edits of a record's text, in bytes of the batch and with plain replacements, into what is
/// written: escapes in replacements, quotes around a CSV field that wants them now, the length in a
/// WARC header, size, checksum and padding of a tar entry. Sorted as they were; none stay none.
std::vector<Edit> framed(std::vector<Edit> edits, const Batch& batch, const Record& record);

}  // namespace dechaff::formats
