#include "signals/measure.h"

#include <charconv>
#include <cmath>

namespace dechaff::signals {

void append_value(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  char digits[40];
  const bool whole = value == std::floor(value) && std::abs(value) < 1e15;
  const auto end =
      whole ? std::to_chars(digits, digits + sizeof digits, static_cast<long long>(value))
            : std::to_chars(digits, digits + sizeof digits, value);
  out.append(digits, end.ptr);
}

}  // namespace dechaff::signals
