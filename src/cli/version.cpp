#include "cli/version.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <tbb/version.h>
#include <xxhash.h>
#include <zstd.h>

#include "cli/parse.h"
#include "core/built_in.h"
#include "text/icu_version.h"

namespace dechaff::cli {
std::string libraries_text() {
  return fmt::format(
      "CLI11 {}, fmt {}.{}.{}, ICU {}, simdjson {}, TBB {}.{}, xxHash {}.{}.{}, zstd {}",
      parser_version(), FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100,
      text::icu_version(), SIMDJSON_STRINGIFY(SIMDJSON_VERSION), TBB_VERSION_MAJOR,
      TBB_VERSION_MINOR, XXH_VERSION_MAJOR, XXH_VERSION_MINOR, XXH_VERSION_RELEASE,
      ZSTD_versionString());
}

std::string version_text() {
  return fmt::format("dechaff {}\nrules {}\nmodel {}\n{}\n", DECHAFF_VERSION,
                     built_in::rules_hash(), built_in::model_hash(), libraries_text());
}

}  // namespace dechaff::cli
