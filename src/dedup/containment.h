#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "dedup/hash_slots.h"

namespace dechaff::dedup {

/// Finds texts that stand inside another: at least `threshold` of the shingles of one are the
/// other's too (containment |A∩B| / |A|, Broder 1997), and the other has no fewer. Exact: of any
/// |A| - needed + 1 shingles of A one must be B's (prefix filtering, Chaudhuri, Ganti & Kaushik
/// 2006), and those are looked up that the fewest texts have. Memory: 8 bytes a shingle and about
/// 40 a different one. Not thread-safe.
class ContainmentIndex {
 public:
  struct Match {
    std::size_t id;
    double share;  // of the shingles that are the other's, 0..1
  };

  explicit ContainmentIndex(double threshold) : threshold_(threshold) {}

  /// Remembers a text under the next id. `shingles` sorted and unique.
  void add(std::span<const std::uint64_t> shingles);

  /// The first text, other than `self`, that holds this one: larger, or as large and earlier. O(the
  /// candidates' sizes).
  std::optional<Match> find(std::span<const std::uint64_t> shingles, std::size_t self);

  std::size_t size() const { return begin_.size() - 1; }
  void clear();

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t latest = 0, count = 0;  // postings
    bool free() const { return count == 0; }
    static std::size_t spread(std::uint64_t shingle) {
      return shingle * 0x9E3779B97F4A7C15U >> 20U;
    }
  };
  struct Posting {
    std::uint32_t text, before;  // before: number + 1 of the shingle's posting before; 0: none
  };

  std::size_t common(std::span<const std::uint64_t> shingles, std::size_t id) const;

  double threshold_;
  std::vector<std::uint64_t> shingles_;   // of all texts, one after the other
  std::vector<std::size_t> begin_ = {0};  // of a text: [begin_[id], begin_[id + 1])
  HashSlots<Slot> slots_;
  std::vector<Posting> postings_;
  std::vector<std::pair<std::uint32_t, const Slot*>> rare_;  // by count
  std::vector<std::uint32_t> candidates_;
};

}  // namespace dechaff::dedup
