#pragma once

#include <cstddef>
#include <string_view>

#include "evidence/evidence.h"

namespace dechaff::evidence {

/// The bytes of the front matter at the head of `bytes`: YAML between "---" lines, TOML between
/// "+++" lines; 0 when there is none. Puts title, author and date into `facts`. O(bytes of it), or
/// 64 KiB where it does not end.
std::size_t read_front_matter(std::string_view bytes, PageFacts& facts);

}  // namespace dechaff::evidence
