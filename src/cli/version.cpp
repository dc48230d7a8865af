#include "cli/version.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <tbb/version.h>
#include <xxhash.h>
#include <zstd.h>

#include <CLI/Version.hpp>
#include <algorithm>
#include <filesystem>
#include <vector>

#include "bytes/checksum.h"
#include "cli/locate.h"
#include "core/read_file.h"
#include "text/icu_version.h"

namespace dechaff::cli {
namespace {

void add_file(bytes::Checksum& checksum, const std::string& path) {
  read_pieces(path, [&](std::string_view piece) { checksum.add(piece); });
}

enum class Models { included, left_out };

std::string hash_of(const std::string& folder, Models models) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  for (auto entry = fs::recursive_directory_iterator(folder);
       entry != fs::recursive_directory_iterator(); ++entry) {
    if (models == Models::left_out && entry->path().filename() == "models") {
      entry.disable_recursion_pending();
    }
    // The compiled form is of these files, on one kind of machine.
    if (entry->is_regular_file() && entry->path().filename() != "rules.pack")
      paths.push_back(entry->path().string());
  }
  std::sort(paths.begin(), paths.end());
  bytes::Checksum checksum;
  for (const std::string& path : paths) {
    checksum.add(fs::path(path).lexically_relative(folder).string());
    checksum.add(std::string_view("\0", 1));
    add_file(checksum, path);
  }
  return checksum.hex().substr(0, 16);
}

}  // namespace

std::string file_hash(const std::string& path) {
  bytes::Checksum checksum;
  add_file(checksum, path);
  return checksum.hex().substr(0, 16);
}

std::string folder_hash(const std::string& folder) { return hash_of(folder, Models::included); }

std::string rules_hash(const std::string& folder) { return hash_of(folder, Models::left_out); }

std::string libraries_text() {
  return fmt::format(
      "CLI11 {}, fmt {}.{}.{}, ICU {}, simdjson {}, TBB {}.{}, xxHash {}.{}.{}, zstd {}",
      CLI11_VERSION, FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100,
      text::icu_version(), SIMDJSON_STRINGIFY(SIMDJSON_VERSION), TBB_VERSION_MAJOR,
      TBB_VERSION_MINOR, XXH_VERSION_MAJOR, XXH_VERSION_MINOR, XXH_VERSION_RELEASE,
      ZSTD_versionString());
}

std::string version_text() {
  std::string rules = "not found", model = "not found";
  try {
    const std::string folder = rules_folder();
    rules = rules_hash(folder) + " (" + folder + ')';
    model = file_hash(folder + "/models/boilerplate.model");
  } catch (const std::exception&) {
    // the version is told in any case
  }
  return fmt::format("dechaff {}\nrules {}\nmodel {}\n{}\n", DECHAFF_VERSION, rules, model,
                     libraries_text());
}

}  // namespace dechaff::cli
