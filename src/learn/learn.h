#pragma once

#include "learn/learner.h"
#include "learn/pages.h"

namespace dechaff::learn {

struct LearnTotals {
  std::size_t pages = 0, homeless = 0, forgotten = 0;
};

/// Reads the pages twice and learns what repeats across each site's. Memory: `options.memory` and a
/// few batches, and what is learned. The same result for any number of jobs. Throws Error.
LearnedSites learn(const PageOptions& pages, const LearnOptions& options, LearnTotals& totals);

}  // namespace dechaff::learn
