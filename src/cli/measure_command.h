#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "render/reducer.h"
#include "run/run.h"
#include "signals/signal.h"

// What `stats` and `select` share.

namespace dechaff::cli {

/// The stages whose decisions the signals read: of `recipe`, or of the default one when it is empty
/// and a signal needs one; none otherwise. Throws Error.
std::vector<StageSpec> stages_for(const signals::Selection& selection, const std::string& recipe);

/// Runs `stages` (often none) over the input as the options say, into `reducer`. `done` is called
/// when all was read, before the output is made safe. Returns the exit code. Throws Error,
/// ClosedPipe.
int run_measure(const Options& options, const std::vector<StageSpec>& stages,
                render::Reducer& reducer, bytes::Output& output, const std::function<void()>& done);

}  // namespace dechaff::cli
