#pragma once

#include <string>
#include <vector>

#include "cli/options.h"
#include "render/writer.h"
#include "run/chain.h"

namespace dechaff::cli {

/// A hash of all on which the output of a run depends: version, rules, model, stages, how files are
/// read and written, and the files' names and sizes. Throws Error for a file that is not there.
std::string settings_hash(const Options& options, const std::vector<StageSpec>& stages,
                          const std::vector<std::string>& files, const render::Writer& writer);

}  // namespace dechaff::cli
