#pragma once

#include <cstdint>
#include <string>

#include "core/params.h"
#include "repeats/copies.h"
#include "repeats/units.h"

namespace dechaff {

/// What `dedup` is asked to do.
struct DedupSettings {
  std::string unit = "sentence", scope = "document", match = "exact", keep = "first";
  std::string store, emit = "text", drop;  // paths; empty: none
  bool any_digit = false, within = false, report = false;
  std::int64_t min_words = 12, spans = 1, memory = 0;
  double threshold = 0;

  void declare(Params& params);
  /// Throws Error for settings that do not go together.
  void check() const;

  bool across() const { return scope == "input"; }
  repeats::UnitRules units() const;
  repeats::CopyRules copies() const;
  /// What a store's keys are of.
  std::string kind() const;
};

}  // namespace dechaff
