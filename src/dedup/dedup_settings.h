#pragma once

#include <cstdint>
#include <string>

#include "core/params.h"
#include "dedup/copies.h"
#include "dedup/units.h"

namespace dechaff {

/// What `dedup` is asked to do.
struct DedupSettings {
  std::string unit = "sentence", scope = "document", match = "exact", keep = "first";
  std::string store, emit = "text", drop;  // paths; empty: none
  bool any_digit = false, within = false, report = false, count = false, containment = false;
  std::int64_t min_words = 12, spans = 1, memory = 0, bloom = 0, passage = 0;
  double threshold = 0;

  void declare(Params& params);
  /// Throws Error for settings that do not go together.
  void check() const;

  bool across() const { return scope == "input"; }
  /// Whether all must have been read before the first document can be judged.
  bool gathers() const { return across() && (keep != "first" || count); }
  dedup::UnitRules units() const;
  dedup::CopyRules copies() const;
  /// Words of a passage, in one of which a repeat must stand; 1: it need not.
  std::size_t passage_words() const;
  /// What a store's keys are of.
  std::string kind() const;
};

}  // namespace dechaff
