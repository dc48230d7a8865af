#pragma once

#include <string>
#include <vector>

#include "core/document.h"
#include "formats/escaped_text.h"
#include "formats/reader.h"

namespace dechaff::formats {

/// The edits of a document in bytes of its batch: through escapes where there are some, and with
/// what is around the text made right (framed()).
std::vector<Edit> batch_edits(const Document& document, const Batch& batch, const Record& record,
                              const EscapedText* escapes);

/// Appends what the dropped lines said as a JSON object: a string a key, or a list of them.
void append_meta(std::string& out, const Document& document);

/// Appends `record` with `edits` put in.
void append_edited(std::string& out, const Batch& batch, const Record& record,
                   const std::vector<Edit>& edits);

}  // namespace dechaff::formats
