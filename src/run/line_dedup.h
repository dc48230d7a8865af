#pragma once

#include <string>

#include "run/run.h"

namespace dechaff {

/// How two lines are compared.
enum class LineMatch : std::uint8_t { exact, folded, folded_any_digit };

struct LineDedup {
  LineMatch match = LineMatch::exact;
  std::string store;       // path of a FingerprintStore, or empty
  std::size_t memory = 0;  // bytes for fingerprints; 0: no limit
  std::size_t bloom = 0;   // bytes of a BloomFilter in their place; 0: none
};

/// Drops every line that stood before in the input: the same bytes as run() with the one stage
/// `dedup`, unit line, scope input, min-words 1, and the formats text or lines, without making a
/// document of each line. Hashes in parallel, asks the table in order. Throws as run() does.
RunTotals dedup_lines(const RunOptions& options, const LineDedup& how, bytes::Output& out);

}  // namespace dechaff
