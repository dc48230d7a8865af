#pragma once

#include <cstddef>
#include <cstdint>

#include "dedup/hash_slots.h"
#include "text/hash.h"

namespace dechaff::dedup {

/// Where each key of a document was first.
class FirstSeen {
 public:
  /// Forgets all, and makes room for up to `keys` keys.
  void clear(std::size_t keys) { slots_.clear(keys); }

  /// The place that `key` came with first: `at`, below 2^32 - 1, when it is new. O(1) on average.
  std::size_t first(const text::Hash128& key, std::size_t at) {
    Slot& slot = slots_.of(key);
    if (slot.free()) slot = {key, static_cast<std::uint32_t>(at + 1)};
    return slot.place - 1;
  }

 private:
  struct Slot {
    text::Hash128 key;
    std::uint32_t place = 0;  // and 1; 0: free
    bool free() const { return place == 0; }
    static std::size_t spread(const text::Hash128& key) { return key.low; }
  };
  HashSlots<Slot> slots_;
};

}  // namespace dechaff::dedup
