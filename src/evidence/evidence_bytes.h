#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "evidence/evidence.h"

namespace dechaff::evidence {

/// Appends evidence as bytes, for a temporary file that the same program reads. O(bytes).
void append(const Evidence& evidence, std::string& out);

/// Reads what append() wrote, and returns how many bytes it took.
std::size_t take(std::string_view bytes, Evidence& evidence);

}  // namespace dechaff::evidence
