#pragma once

#include <string>
#include <string_view>

#include "core/rules_folder.h"

namespace dechaff::bytes {

/// XXH3 in 16 hexadecimal digits of the names and bytes of all files below a folder, in the order
/// of their names, without those whose names begin with `without`. Throws Error.
std::string folder_hash(const RulesFolder& folder, std::string_view without = {});

}  // namespace dechaff::bytes
