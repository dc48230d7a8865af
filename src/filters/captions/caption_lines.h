#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "filters/repairs/repair.h"

namespace dechaff::captions {

/// The times of a caption, in milliseconds.
struct Times {
  std::uint64_t begin = 0, end = 0;
};

/// "00:01:02.300 --> 00:01:04.000" of WebVTT, with settings behind it, or with commas as SubRip has
/// it. O(n).
std::optional<Times> times_of(std::string_view line);

/// Whether the line begins a header, note, style or region of WebVTT, which lasts until the next
/// empty line.
bool opens_block(std::string_view line);

/// Tags go, and "<v Ada>" becomes "Ada: ": "<c>", "<00:00:01.000>", "<i>", "{\an8}". O(n).
void find_tags(std::string_view line, repairs::Repairs& out);

}  // namespace dechaff::captions
