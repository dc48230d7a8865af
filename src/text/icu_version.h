#pragma once

#include <string>

namespace dechaff::text {

/// The version of the ICU library that runs, e.g. "72.1".
std::string icu_version();

}  // namespace dechaff::text
