#pragma once

#include <string>

#include "compare/difference.h"
#include "render/html_page.h"

namespace dechaff::compare {

/// A document that differs as a section of a page (io/html_page.h): what only A removes, only B
/// removes, and both. All text is escaped.
std::string section(const Difference& difference, const std::string& name_a,
                    const std::string& name_b);

/// "a 12.3 %, b 15.0 % removed; 120 bytes only by a, 340 bytes only by b".
std::string summary(const Difference& difference, const std::string& name_a,
                    const std::string& name_b);

}  // namespace dechaff::compare
