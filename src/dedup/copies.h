#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "dedup/containment.h"
#include "dedup/copy_rules.h"
#include "dedup/first_seen.h"
#include "dedup/groups.h"
#include "dedup/ledger.h"
#include "dedup/near_index.h"
#include "dedup/reading.h"
#include "dedup/seen_fingerprints.h"

namespace dechaff::dedup {

/// What a unit repeats.
struct Copy {
  std::size_t first;         // the unit of this document; itself when it is new here
  std::uint32_t copies = 1;  // in this document; kept by the first one
  bool earlier = false;      // an earlier document has it; inside: another one
  bool inside = false;       // it is part of what it repeats
  std::uint32_t total = 0;   // copies in all that was read, where they are gathered; else 0
  bool longest = false;      // of these, the first such
  bool goes = false;         // see keep.h
  float similarity = 1;
};

/// Which units of a document repeat one of it, or of an earlier one. One instance sees the
/// documents in order where they count across. Not thread-safe.
class Copies {
 public:
  /// `bands` a unit in the readings; `ledger`, when there is one, says what earlier documents had.
  Copies(const CopyRules& rules, std::size_t bands, Ledger* ledger);

  /// See FingerprintStore. Before all else.
  void open_store(const std::string& path, const std::string& kind) {
    read_.open_store(path, kind);
  }

  /// Fills `of` with a copy a unit; the shingles of `units` may be put in another order. False when
  /// memory did not suffice to tell: the documents from here on come again after settle().
  bool find(Reading& units);
  void settle();
  /// Makes what was added to the store last.
  void commit() { read_.commit(); }

  bool learning() const { return learning_; }

  std::vector<Copy> of;

 private:
  struct Low {
    std::size_t operator()(const text::Hash128& key) const { return key.low; }
  };

  void learn(Reading& units);
  void recall(Reading& units);
  bool read_before(const text::Hash128& key);
  void ask_at_once();
  void repeat(std::size_t u, std::size_t first, float similarity);
  void find_equal(const Reading& units);
  void find_near(std::size_t u, Reading& units, std::size_t base);
  void find_inside(std::size_t u, Reading& units, std::size_t base, std::size_t self);
  void find_spans(const Reading& units);
  NearIndex::Text text_of(std::size_t u, Reading& units) const;

  CopyRules rules_;
  std::size_t bands_;
  Ledger* ledger_;
  bool learning_ = false;
  std::optional<NearIndex> near_;
  SeenFingerprints read_;             // of all documents so far
  FirstSeen rows_;                    // of units, of this document
  std::vector<text::Hash128> asked_;  // of the units that are new in it
  std::vector<std::uint8_t> asked_fresh_;
  std::optional<ContainmentIndex> holders_;
  // Where all copies are gathered.
  Groups groups_;
  std::unordered_map<text::Hash128, std::size_t, Low> firsts_;
  bool recalling_ = false;
  std::size_t next_ = 0;  // unit, when recalling
};

}  // namespace dechaff::dedup
