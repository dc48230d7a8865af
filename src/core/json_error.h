#pragma once

#include <simdjson.h>

#include <string_view>

namespace dechaff {

/// What is wrong with a JSON text, in words that are the same with every version of simdjson.
std::string_view json_error(simdjson::error_code code);

}  // namespace dechaff
