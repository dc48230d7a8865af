#pragma once

#include <cstdint>
#include <string_view>

#include "text/span.h"

namespace dechaff::dedup {

/// Why a repeat stays: people said it twice on purpose.
enum class Spare : std::uint8_t {
  no,
  refrain,
  verse,
  chant,
  dialogue,
  quote,
  list,
  form,
  formula,
  table,
  code,
};

/// A stretch of a document: bytes of the current text of its lines.
struct Stretch {
  std::size_t line, end;  // lines, one past the last
  Span span;              // begins in the first line and ends in the last
};

/// Something that is said again, or over and over.
struct Again {
  Stretch what;   // all copies but the first
  Stretch first;  // the first copy
  std::uint32_t copies;
  Spare spare = Spare::no;
};

}  // namespace dechaff::dedup
