#pragma once

#include "pipeline/run.h"

namespace dechaff {

/// How two lines are compared.
enum class LineMatch : std::uint8_t { exact, folded, folded_any_digit };

/// Drops every line that stood before in the input: the same bytes as run() with the one stage
/// `dedup`, unit line, scope input, min-words 1, and the formats text or lines, without making a
/// document of each line. Hashes in parallel, asks the table in order. Throws as run() does.
/// `store` is the path of a FingerprintStore, or empty.
RunTotals dedup_lines(const RunOptions& options, LineMatch match, const std::string& store,
                      io::Output& out);

}  // namespace dechaff
