#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/line_table.h"

namespace dechaff::mail {

enum class Part : std::uint8_t { text, quote, signature, footer };

/// Says of each line of a mail or a thread what it is; false for texts that are none. By signs
/// alone, no words of a language:
///   - quote: what is quoted below the answer, with the line that says whose it is ("On 3 Nov, Ada
///     <ada@example.org> wrote:") or the header of the older mail above it. A quote that an answer
///     follows stays: it is what the answer is about;
///   - signature: from "-- " to the end, or to a quote below it;
///   - footer: below a ruled line at the end, with an address or a link, as mailing lists add it.
/// Needs `lines.measure()`. O(bytes).
bool find_parts(const LineTable& lines, std::vector<Part>& out);

}  // namespace dechaff::mail
