#include "repeats/fingerprints.h"

namespace dechaff::repeats {
namespace {

constexpr text::Hash128 free_slot{};

/// The slot of `key`, or the free one where it belongs.
text::Hash128& slot_of(std::vector<text::Hash128>& slots, text::Hash128 key) {
  const std::size_t mask = slots.size() - 1;
  std::size_t at = key.low & mask;
  while (slots[at] != free_slot && slots[at] != key) at = (at + 1) & mask;
  return slots[at];
}

}  // namespace

bool FingerprintSet::insert(text::Hash128 key) {
  if (key == free_slot) {
    const bool fresh = !has_zero_;
    has_zero_ = true;
    size_ += fresh ? 1 : 0;
    return fresh;
  }
  if ((size_ + 1) * 8 > slots_.size() * 7) grow();
  text::Hash128& slot = slot_of(slots_, key);
  if (slot == key) return false;
  slot = key;
  ++size_;
  return true;
}

void FingerprintSet::grow() {
  std::vector<text::Hash128> larger(slots_.empty() ? 1024 : slots_.size() * 2);
  for (const text::Hash128 key : slots_) {
    if (key != free_slot) slot_of(larger, key) = key;
  }
  slots_.swap(larger);
}

}  // namespace dechaff::repeats
