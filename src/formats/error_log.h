#pragma once

#include <string>

#include "formats/batch.h"

namespace dechaff::formats {

/// Appends a line of `dechaff.error/1` for a record that is put aside: where it stood, why, and all
/// its bytes, as `text` when they are UTF-8, else as `base64` (RFC 4648).
void append_error(std::string& out, const Batch& batch, const Record& record);

}  // namespace dechaff::formats
