#pragma once

#include <functional>
#include <string_view>

#include "cli/options.h"
#include "io/writer.h"
#include "pipeline/run.h"

namespace dechaff::cli {

/// Runs `stages` (often none) over the input as the options say; what `writer` makes of each batch
/// goes to `take` in input order, or to the output when there is none. `done` is called when all
/// was read, before the output is made safe. Returns the exit code. Throws Error, ClosedPipe.
int run_measure(const Options& options, const std::vector<StageSpec>& stages,
                const io::Writer& writer, io::Output& output,
                std::function<void(std::string_view)> take, const std::function<void()>& done);

}  // namespace dechaff::cli
