#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "dedup/copy_rules.h"
#include "dedup/first_seen.h"
#include "dedup/min_hash.h"
#include "dedup/shingles.h"
#include "dedup/units.h"

namespace dechaff::dedup {

/// The units of a document and what they are compared by: all that can be known without the
/// documents before it. For exact and folded matches `keys` and `first`, for near ones the rest.
struct Reading final : Workspace::Slot {
  void next_document() override { ready = false; }

  bool ready = false;                                // of this document, for the next stage
  UnitRules rules;                                   // by which they are cut
  std::optional<text::Abbreviations> abbreviations;  // `rules` point to them
  Units cut;
  std::vector<text::Hash128> keys;  // of a unit; all zeros when it has nothing to compare
  std::vector<std::size_t> first;   // of a unit: the first one with its key
  std::vector<std::uint64_t> shingles;
  std::vector<std::size_t> shingles_end;  // of a unit, in `shingles`
  std::vector<std::uint64_t> bands;       // as many a unit; none for containment

  std::span<std::uint64_t> shingles_of(std::size_t unit) {
    const std::size_t begin = unit == 0 ? 0 : shingles_end[unit - 1];
    return std::span(shingles).subspan(begin, shingles_end[unit] - begin);
  }
};

/// Reads documents by one set of rules. Keeps its work space from document to document; not
/// thread-safe.
class UnitReader {
 public:
  explicit UnitReader(const CopyRules& rules);

  /// Fills `out`, whose rules are set. `lines` measured. O(bytes).
  void read(const LineTable& lines, Reading& out);

  /// The fingerprint of a unit's text, exact or folded; all zeros when it has nothing to compare.
  text::Hash128 key_of(std::string_view said);

  /// Of near matches, 0 of others.
  std::size_t bands() const { return min_hash_ ? min_hash_->bands() : 0; }

 private:
  void compare_by_keys(Reading& out);
  void compare_by_shingles(Reading& out);

  CopyRules rules_;
  FirstSeen seen_;
  std::optional<MinHash> min_hash_;
  WordShingles word_shingles_;
  std::string folded_;
};

}  // namespace dechaff::dedup
