#include "cli/options.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "cli/inputs.h"

namespace dechaff::cli {

unsigned jobs_of(const Options& options) {
  return options.jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.jobs;
}

std::vector<std::string> input_files(const Options& options) {
  std::vector<std::string> out;
  for (InputFile& input : find_inputs(options)) out.push_back(std::move(input.path));
  return out;
}

}  // namespace dechaff::cli
