#include "cli/run_setup.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "bytes/same_file.h"

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

RunSetup::RunSetup(const Options& options, Folders folders)
    // Files that are rewritten in place are run one by one: no share of the whole is known.
    : progress_(!options.quiet), quiet_(options.quiet), share_known_(!options.in_place) {
  inputs = find_inputs(options, folders);
  for (const InputFile& input : inputs) running.files.push_back(input.path);
  if (!options.in_place) bytes::refuse_same_files({{"-o", options.output}}, running.files);
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

double RunSetup::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
}

void RunSetup::sum_up(const RunTotals& totals) {
  progress_.erase();
  if (quiet_ || !is_terminal(2)) return;
  std::string line = fmt::format("{} document{}, {} in, {} out", totals.documents,
                                 totals.documents == 1 ? "" : "s", human_bytes(totals.bytes_in),
                                 human_bytes(totals.bytes_out));
  if (totals.text_in > 0) {
    line += fmt::format(", {:.0f} % of the text kept", 100 * static_cast<double>(totals.text_out) /
                                                           static_cast<double>(totals.text_in));
  }
  for (const auto& [count, what] : {std::pair{totals.emptied, "emptied"},
                                    {totals.left_out, "left out"},
                                    {totals.without_text, "without text"},
                                    {totals.invalid_documents, "not UTF-8"},
                                    {totals.errors + totals.aside, "broken"}}) {
    if (count > 0) line += fmt::format(", {} {}", count, what);
  }
  note(line + fmt::format(", {:.1f} s", seconds()));
}

}  // namespace dechaff::cli
