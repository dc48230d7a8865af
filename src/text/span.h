#pragma once

#include <string_view>

#include "core/span.h"

namespace dechaff::text {

using dechaff::Span;

/// The bytes of `text` that `span` covers.
inline std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

}  // namespace dechaff::text
