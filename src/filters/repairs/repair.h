#pragma once

#include <string>
#include <vector>

#include "text/span.h"

namespace dechaff::repairs {

/// `replacement` (UTF-8) belongs in the place of `span`, bytes of the line it was found in. The
/// functions of this folder append them in order and without overlap.
struct Repair {
  Span span;
  std::string replacement;
};
using Repairs = std::vector<Repair>;

}  // namespace dechaff::repairs
