#pragma once

#include <cstdint>
#include <string>

#include "core/params.h"
#include "dedup/copies.h"
#include "dedup/spare.h"
#include "dedup/units.h"

namespace dechaff {

/// What `dedup` is asked to do.
struct DedupSettings {
  std::string unit = "sentence", scope = "document", match = "exact", keep = "first";
  std::string store, emit = "text", drop;  // paths; empty: none
  bool loops = true, blocks = true, only_blocks = false;
  dedup::Spares spares = dedup::all_spares;
  bool any_digit = false, within = false, report_only = false, count = false, containment = false;
  std::int64_t min_words = 8, spans = 1, memory = 0, bloom = 0, passage = 1;
  double threshold = 0;

  void declare(Params& params);
  /// Throws Error for settings that do not go together.
  void check() const;

  bool across() const { return scope == "input" && !only_blocks; }
  /// Whether all must have been read before the first document can be judged.
  bool gathers() const { return across() && (keep != "first" || count); }
  /// Whether sentences of a document are compared as a reader would: loops, blocks and protections
  /// are for them alone.
  bool as_readers() const;
  bool finds_loops() const { return loops && as_readers(); }
  bool finds_blocks() const { return blocks && as_readers(); }
  dedup::UnitRules units() const;
  dedup::CopyRules copies() const;
  /// Words of a passage, in one of which a repeat must stand; 1: it need not.
  std::size_t passage_words() const;
  /// What a store's keys are of.
  std::string kind() const;
};

}  // namespace dechaff
