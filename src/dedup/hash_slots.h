#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace dechaff::dedup {

/// A hash table of slots: open addressing with linear probing over a power of two of them. A Slot
/// has `key`, `bool free() const`, and `static std::size_t spread(key)`, whose low bits choose the
/// place. Memory is kept from one use to the next. O(1) on average.
template <class Slot>
class HashSlots {
 public:
  /// Forgets all, and makes room for `most` keys: half full at most.
  void clear(std::size_t most) {
    std::size_t size = 16;
    while (size < most * 2) size *= 2;
    slots_.assign(size, Slot{});
    used_ = 0;
  }
  /// Forgets all, and keeps its room.
  void clear() { clear(slots_.size() / 2); }

  bool empty() const { return slots_.empty(); }

  /// The slot of a key, or the free one where it belongs. Not when empty().
  Slot& of(const auto& key) { return slots_[place_of(key)]; }
  const Slot& of(const auto& key) const { return slots_[place_of(key)]; }

  /// The slot of a key, put there when it is new: the caller fills it so that it is not free. The
  /// table grows when two thirds are taken; then all slots move.
  Slot& add(const auto& key) {
    if ((used_ + 1) * 3 > slots_.size() * 2) grow();
    Slot& slot = of(key);
    if (slot.free()) {
      slot.key = key;
      ++used_;
    }
    return slot;
  }

 private:
  std::size_t place_of(const auto& key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = Slot::spread(key) & mask;
    while (!slots_[at].free() && !(slots_[at].key == key)) at = (at + 1) & mask;
    return at;
  }

  void grow() {
    std::vector<Slot> larger(std::max<std::size_t>(1024, slots_.size() * 2), Slot{});
    larger.swap(slots_);
    for (const Slot& slot : larger) {
      if (!slot.free()) slots_[place_of(slot.key)] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::size_t used_ = 0;  // of add()
};

}  // namespace dechaff::dedup
