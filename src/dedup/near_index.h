#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "dedup/shingle_set.h"
#include "dedup/zeros.h"

namespace dechaff::dedup {

/// Texts by the keys of their bands (see MinHash): locality-sensitive hashing, Leskovec, Rajaraman
/// & Ullman, "Mining of Massive Datasets", chapter 3. Every match is verified by the exact Jaccard
/// similarity of the sets of shingles. The same texts in the same order give the same matches.
/// Of the earlier texts in a band only the latest are looked at, up to a number of unlike ones:
/// time is linear in the texts whatever they are. Memory a text: 8 bytes a shingle and about 20
/// bytes a band. Not thread-safe.
class NearIndex {
 public:
  struct Match {
    std::size_t id;     // of the earlier text: they count from 0
    double similarity;  // Jaccard, 0..1
  };

  /// What a text is compared by.
  struct Text {
    std::span<std::uint64_t> shingles;     // may hold one twice; may be put in another order
    std::span<const std::uint64_t> bands;  // as many keys for each text
  };

  /// `threshold` in (0, 1].
  NearIndex(double threshold, std::size_t bands) : threshold_(threshold), bands_(bands) {}

  /// An earlier text with a similarity of `threshold` at least, the latest one that is found; the
  /// text is remembered under the next id either way. O(shingles), and O(shingles) of both for each
  /// candidate.
  std::optional<Match> add(Text text);

  /// The same, but all earlier texts that are alike go to `take`, without those of which `known`
  /// says that they need no look.
  void add(Text text, const std::function<bool(std::size_t)>& known,
           const std::function<void(Match)>& take);

  std::size_t size() const { return begin_.size() - 1; }
  /// Earlier texts that were passed or looked at so far, once a band.
  std::uint64_t steps() const { return steps_; }
  void clear();

 private:
  struct Slot {
    std::uint64_t key;
    std::uint32_t newest;  // id + 1 of the latest text with this band; 0: free
  };

  /// What came of a look at an earlier text.
  enum class Look : std::uint8_t { on, unlike, enough };

  template <class See>
  void place(Text& text, See look);
  Slot& slot_of(std::uint64_t key);
  void make_room();
  static std::span<std::uint64_t> make_distinct(std::span<std::uint64_t> shingles, ShingleSet& set);
  double similarity(Text& text, std::size_t id);

  double threshold_;
  std::size_t bands_;
  Zeros memory_;
  std::uint64_t* shingles_ = nullptr;     // of all texts, one after the other, in `memory_`
  std::size_t room_ = 0;                  // for so many
  std::vector<std::size_t> begin_ = {0};  // of a text: [begin_[id], begin_[id + 1])
  std::vector<std::uint32_t> distinct_;   // of a text: at its begin; 0: not looked at yet
  std::vector<std::uint32_t> older_;      // of a text and band: the text before, id + 1
  std::vector<Slot> slots_;               // open addressing, a power of two
  std::size_t used_ = 0;
  std::vector<std::uint32_t> seen_by_;  // of a text: the latest that looked at it, id + 1
  std::uint64_t steps_ = 0;
  bool is_set_ = false;  // the shingles at hand are unique, and in `here_`
  ShingleSet here_, other_;
};

}  // namespace dechaff::dedup
