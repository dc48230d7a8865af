#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace dechaff::dedup {

/// A set of shingles to count by: open addressing with linear probing, half full at most. Its
/// memory is kept from text to text. Shingles are hashes already: their low bits choose the slot.
class ShingleSet {
 public:
  /// Forgets all, and makes room for up to `most` shingles.
  void clear(std::size_t most) {
    std::size_t size = 16;
    while (size < most * 2) size *= 2;
    slots_.assign(size, 0);
    zero_ = false;
  }

  /// Whether it was not there. O(1) on average.
  bool insert(std::uint64_t shingle) {
    if (shingle == 0) return !std::exchange(zero_, true);
    const std::size_t at = slot_of(shingle);
    if (slots_[at] == shingle) return false;
    slots_[at] = shingle;
    return true;
  }

  bool has(std::uint64_t shingle) const {
    return shingle == 0 ? zero_ : slots_[slot_of(shingle)] == shingle;
  }

 private:
  std::size_t slot_of(std::uint64_t shingle) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = shingle & mask;
    while (slots_[at] != 0 && slots_[at] != shingle) at = (at + 1) & mask;
    return at;
  }

  std::vector<std::uint64_t> slots_;  // 0: free
  bool zero_ = false;
};

}  // namespace dechaff::dedup
