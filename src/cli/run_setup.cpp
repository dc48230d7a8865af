#include "cli/run_setup.h"

#include <fmt/format.h>

#include <filesystem>

namespace dechaff::cli {
namespace {

/// 0 when one has no size: a pipe.
std::uint64_t size_of_all(const std::vector<std::string>& files) {
  std::uint64_t sum = 0;
  for (const std::string& file : files) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error) return 0;
    sum += size;
  }
  return sum;
}

}  // namespace

RunSetup::RunSetup(const Options& options)
    // Files that are rewritten in place are run one by one: no share of the whole is known.
    : progress_(!options.quiet), quiet_(options.quiet), share_known_(!options.in_place) {
  running.files = input_files(options);
  running.reading = options.reading;
  running.reading.in_place = options.in_place;
  running.stop_at_error = options.strict;
  running.jobs = jobs_of(options);
  running.report = [this](const Error& error) {
    progress_.erase();
    complain(error);
    errors_ += error.severity == Severity::error ? 1U : 0U;
  };
  running.progress = [this](const RunTotals& now) { show(now); };
}

void RunSetup::show(const RunTotals& now) {
  if (!progress_.shown()) return;
  if (!all_bytes_) all_bytes_ = share_known_ ? static_cast<double>(size_of_all(running.files)) : 0;
  progress_.show(now.documents, now.bytes_in, now.bytes_out,
                 *all_bytes_ > 0 ? static_cast<double>(now.taken) / *all_bytes_ : 0);
}

void RunSetup::sum_up(const RunTotals& totals, std::uint64_t bytes_out) {
  progress_.erase();
  if (quiet_ || !is_terminal(2)) return;
  note(fmt::format("{} documents, {} in, {} out", totals.documents, human_bytes(totals.bytes_in),
                   human_bytes(bytes_out)));
}

}  // namespace dechaff::cli
