#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "dedup/fingerprints.h"

namespace dechaff::dedup {

/// The units that an engine elsewhere found to be repeats: rows of `dedup --emit keys`, or their
/// first two columns, tab-separated (document, unit). A fingerprint in the fifth column must be
/// that of the unit, so that a list of other text drops nothing. 24 bytes of memory a row.
class DropList {
 public:
  /// Throws Error with the line of a row that has no unit.
  explicit DropList(const std::string& path);

  bool has(std::string_view document, std::size_t unit, std::string_view fingerprint) const;

 private:
  FingerprintSet rows_;
};

}  // namespace dechaff::dedup
