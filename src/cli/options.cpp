#include "cli/options.h"

#include <algorithm>
#include <thread>

#include "bytes/source.h"
#include "cli/terminal.h"
#include "core/error.h"

namespace dechaff::cli {

unsigned jobs_of(const Options& options) {
  return options.jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.jobs;
}

std::vector<std::string> input_files(const Options& options) {
  std::vector<std::string> files = options.files;
  if (!options.files_from.empty()) {
    bytes::Source list(options.files_from);
    std::string names, piece(1 << 16, '\0');
    while (const std::size_t n = list.read(piece.data(), piece.size())) names.append(piece, 0, n);
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find('\0', at), names.size());
      if (end > at) files.push_back(names.substr(at, end - at));
      at = end + 1;
    }
    return files;
  }
  if (files.empty()) {
    if (is_terminal(0)) {
      throw Error({}, "nothing to read: name a file, or pipe text in", {},
                  "'-' reads the terminal");
    }
    files.push_back("-");
  }
  return files;
}

}  // namespace dechaff::cli
