#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "dedup/hash_slots.h"

namespace dechaff::dedup {

/// A set of shingles to count by.
class ShingleSet {
 public:
  /// Forgets all, and makes room for up to `most` shingles.
  void clear(std::size_t most) {
    slots_.clear(most);
    zero_ = false;
  }

  /// Whether it was not there. O(1) on average.
  bool insert(std::uint64_t shingle) {
    if (shingle == 0) return !std::exchange(zero_, true);
    Slot& slot = slots_.of(shingle);
    return std::exchange(slot.key, shingle) != shingle;
  }

  bool has(std::uint64_t shingle) const {
    return shingle == 0 ? zero_ : !slots_.of(shingle).free();
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    bool free() const { return key == 0; }
    static std::size_t spread(std::uint64_t shingle) { return shingle; }  // is a hash
  };
  HashSlots<Slot> slots_;
  bool zero_ = false;
};

}  // namespace dechaff::dedup
