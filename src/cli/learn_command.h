#pragma once

#include <string>

#include "cli/options.h"
#include "learn/learner.h"

namespace dechaff::cli {

/// Learns from the input of `options` and returns the pack; says on stderr what came of it. Soft
/// errors are reported and counted. `host`: of every page; empty: of its id.
std::string learn_pack(const Options& options, const learn::LearnOptions& how,
                       const std::string& host, std::uint64_t& soft_errors);

}  // namespace dechaff::cli
