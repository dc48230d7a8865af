#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "text/hash.h"

namespace dechaff::dedup {

/// Where each key of a document stood first. Open addressing with linear probing; its memory is
/// kept from document to document. O(1) on average.
class FirstSeen {
 public:
  /// Forgets all, and makes room for up to `keys` keys.
  void clear(std::size_t keys) {
    std::size_t size = 16;
    while (size < keys * 2) size *= 2;
    slots_.assign(size, Slot{});
  }

  /// The place that `key` came with first: `at`, below 2^32 - 1, when it is new.
  std::size_t first(const text::Hash128& key, std::size_t at) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = key.low & mask;
    for (; slots_[i].place != 0; i = (i + 1) & mask) {
      if (slots_[i].key == key) return slots_[i].place - 1;
    }
    slots_[i] = {key, static_cast<std::uint32_t>(at + 1)};
    return at;
  }

 private:
  struct Slot {
    text::Hash128 key;
    std::uint32_t place = 0;  // and 1; 0: free
  };
  std::vector<Slot> slots_;
};

}  // namespace dechaff::dedup
