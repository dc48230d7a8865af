#pragma once

#include <string>

#include "learn/learner.h"

namespace dechaff::learn {

/// The sites' lines as a pack with the evidence in comments: docs/learn.md. Lines whose text is not
/// UTF-8 are left out, as TOML cannot hold them.
std::string write_pack(const LearnedSites& sites, const LearnOptions& options);

}  // namespace dechaff::learn
