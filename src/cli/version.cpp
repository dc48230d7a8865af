#include "cli/version.h"

#include <fmt/format.h>

#include <CLI/Version.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <vector>

#include "cli/locate.h"
#include "core/error.h"
#include "io/checksum.h"
#include "text/icu_version.h"

namespace dechaff::cli {

std::string folder_hash(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    // The compiled form is of these files, on one kind of machine.
    if (entry.is_regular_file() && entry.path().filename() != "rules.pack")
      paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  io::Checksum checksum;
  std::array<char, 1 << 14> piece;
  for (const std::string& path : paths) {
    checksum.add(fs::path(path).lexically_relative(folder).string());
    checksum.add(std::string_view("\0", 1));
    std::ifstream in(path, std::ios::binary);
    while (in) {
      in.read(piece.data(), piece.size());
      checksum.add({piece.data(), static_cast<std::size_t>(in.gcount())});
    }
  }
  return checksum.hex().substr(0, 16);
}

std::string version_text() {
  std::string rules = "not found";
  try {
    const std::string folder = rules_folder();
    rules = folder_hash(folder) + " (" + folder + ')';
  } catch (const Error&) {
    // the version is told in any case
  }
  return fmt::format("dechaff {}\nrules {}\nCLI11 {}, fmt {}.{}.{}, ICU {}\n", DECHAFF_VERSION,
                     rules, CLI11_VERSION, FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
                     FMT_VERSION % 100, text::icu_version());
}

}  // namespace dechaff::cli
