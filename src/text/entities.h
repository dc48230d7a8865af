#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace dechaff::text {

/// What a reference becomes: nothing, or one or two characters.
using ReferenceCharacters = std::array<char32_t, 2>;

inline constexpr std::size_t longest_reference = 31;  // CounterClockwiseContourIntegral

/// The characters of the reference at byte `at` of `s`, and its length; none when there is none:
/// the names of the HTML standard with their semicolon (entity_names.h), "&#233;" and "&#xE9;".
/// Numbers 128 to 159 mean Windows-1252, as the standard has it; control characters and surrogates
/// are none. O(1).
ReferenceCharacters reference_at(std::string_view s, std::size_t at, std::size_t& length);

}  // namespace dechaff::text
