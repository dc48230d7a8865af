#include "cli/measure_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <thread>

#include "cli/resources.h"
#include "cli/terminal.h"

namespace dechaff::cli {

int run_measure(const Options& options, const std::vector<StageSpec>& stages,
                const io::Writer& writer, io::Output& output,
                std::function<void(std::string_view)> take, const std::function<void()>& done) {
  std::optional<LoadedResources> resources;
  if (!stages.empty()) resources.emplace(options);
  RunOptions running;
  running.files = input_files(options);
  running.reading = options.reading;
  running.stop_at_error = options.strict;
  running.jobs =
      options.jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.jobs;
  Progress progress(!options.quiet);
  std::uint64_t soft_errors = 0;
  running.report = [&](const Error& error) {
    progress.erase();
    complain(error);
    ++soft_errors;
  };
  running.progress = [&](const RunTotals& now) {
    progress.show(now.documents, now.bytes_in, now.bytes_out, 0);
  };
  running.secure = [&] {
    done();
    output.finish();
  };
  RunOutputs outputs;
  outputs.text = &output;
  outputs.take = std::move(take);
  const RunTotals totals =
      run(running, stages, resources ? resources->view() : Resources{}, writer, outputs);
  progress.erase();
  if (!options.quiet && is_terminal(2)) {
    note(fmt::format("{} documents, {} in, {} out", totals.documents, human_bytes(totals.bytes_in),
                     human_bytes(output.size())));
  }
  return soft_errors > 0 ? 2 : 0;
}

}  // namespace dechaff::cli
