#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "repeats/containment.h"
#include "repeats/first_seen.h"
#include "repeats/groups.h"
#include "repeats/ledger.h"
#include "repeats/near_index.h"
#include "repeats/seen_fingerprints.h"
#include "repeats/units.h"

namespace dechaff::repeats {

enum class Match : std::uint8_t { exact, folded, near };

/// When two units are the same, and where a first one counts.
struct CopyRules {
  Match match = Match::exact;
  bool any_digit = false;      // folded, near: any digit is like any other
  bool long_units = false;     // near: compared by runs of words, not of characters
  bool across = false;         // earlier documents count too
  std::size_t spans = 1;       // only rows of so many units repeat
  std::size_t span_words = 1;  // of such a row, at least
  double threshold = 0.8;      // near
  bool containment = false;    // near: a unit that stands inside another one repeats it
  bool gather = false;         // tell all copies across the input; each document comes twice
  std::size_t memory = 0;      // bytes for fingerprints across documents; 0: no limit
  std::size_t bloom = 0;       // bytes of a filter in their place; 0: none
};

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
  /// `ledger`, when there is one, says what earlier documents had.
  Copies(const CopyRules& rules, Ledger* ledger);

  /// See FingerprintStore. Before all else.
  void open_store(const std::string& path, const std::string& kind) {
    read_.open_store(path, kind);
  }

  /// Fills `of` with a copy a unit. False when memory did not suffice to tell: the documents from
  /// here on come again after settle().
  bool find(const Units& units);
  void settle();
  /// Makes what was added to the store last.
  void commit() { read_.commit(); }

  /// The fingerprint of a unit's text, exact or folded; all zeros when it has nothing to compare.
  text::Hash128 key_of(std::string_view said);
  bool learning() const { return learning_; }

  std::vector<Copy> of;
  std::vector<text::Hash128> keys;  // of the units; not for near

 private:
  struct Low {
    std::size_t operator()(const text::Hash128& key) const { return key.low; }
  };

  void learn(const Units& units);
  void recall(const Units& units);
  bool read_before(const text::Hash128& key);
  void ask_at_once();
  void repeat(std::size_t u, std::size_t first, float similarity);
  void find_equal();
  void make_shingles(std::string_view said);
  void find_near(std::size_t u, std::string_view said, std::size_t base);
  void find_inside(std::size_t u, std::string_view said, std::size_t base, std::size_t self);
  void find_spans(const Units& units);

  CopyRules rules_;
  Ledger* ledger_;
  bool learning_ = false;
  std::optional<NearIndex> near_;
  SeenFingerprints read_;             // of all documents so far
  FirstSeen seen_;                    // of this document
  std::vector<text::Hash128> asked_;  // of the units that are new in it
  std::vector<std::uint8_t> asked_fresh_;
  std::optional<ContainmentIndex> holders_;
  // Where all copies are gathered.
  Groups groups_;
  std::unordered_map<text::Hash128, std::size_t, Low> firsts_;
  bool recalling_ = false;
  std::size_t next_ = 0;  // unit, when recalling
  WordShingles word_shingles_;
  std::vector<std::uint64_t> shingles_;
  std::string folded_;
};

}  // namespace dechaff::repeats
