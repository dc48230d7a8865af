#pragma once

#include <string>

#include "core/document.h"

namespace dechaff {

/// What a document is called where others refer to it: its id, or SOURCE#NUMBER when it has none.
std::string document_name(const Document& document);

}  // namespace dechaff
