#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "cli/inputs.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "run/run.h"

namespace dechaff::cli {

/// What every command that runs a chain sets up alike: files, format, threads; a progress line;
/// errors that are told, counted, and do not end the run. Stays where it was made: `running` refers
/// to it.
class RunSetup {
 public:
  /// Throws Error when the list of files cannot be read.
  explicit RunSetup(const Options& options, Folders folders = Folders::walked);
  RunSetup(const RunSetup&) = delete;
  RunSetup& operator=(const RunSetup&) = delete;

  std::vector<InputFile> inputs;
  RunOptions running;  // may be changed until the run begins

  /// Takes the progress line off the terminal, and says on one how much went through.
  void sum_up(const RunTotals& totals);
  double seconds() const;
  void erase() { progress_.erase(); }
  std::uint64_t errors() const { return errors_; }

 private:
  void show(const RunTotals& now);

  Progress progress_;
  bool quiet_, share_known_;
  std::optional<double> all_bytes_;  // of the files; found when it is first shown
  std::uint64_t errors_ = 0;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace dechaff::cli
