#pragma once

#include <string>

#include "run/run.h"
#include "run/tally.h"

namespace dechaff::cli {

/// What a run did, as one JSON object: `dechaff.summary/1` (docs/formats.md).
std::string summary_of(const RunTotals& totals, const Tally& tally, std::uint64_t errors,
                       double seconds);

}  // namespace dechaff::cli
