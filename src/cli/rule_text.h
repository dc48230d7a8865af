#pragma once

#include <string>

#include "rules/pack.h"

namespace dechaff::cli {

/// "head, tail".
std::string zones_text(const rules::Rule& rule);

/// Prints everything about a rule.
void print_rule(const rules::Rule& rule);

}  // namespace dechaff::cli
