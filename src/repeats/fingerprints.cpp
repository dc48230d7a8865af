#include "repeats/fingerprints.h"

#include <sys/mman.h>

#include <algorithm>
#include <new>
#include <vector>

namespace dechaff::repeats {
namespace {

constexpr text::Hash128 free_slot{};
constexpr std::size_t first_slots = 1024;
constexpr std::size_t ahead = 32;  // keys, of the slot that is fetched

/// A larger table with the content of the old one at its begin and zeros behind it.
text::Hash128* resize(text::Hash128* old, std::size_t old_slots, std::size_t slots) {
  constexpr std::size_t slot = sizeof(text::Hash128);
  void* at = old == nullptr ? ::mmap(nullptr, slots * slot, PROT_READ | PROT_WRITE,
                                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                            : ::mremap(old, old_slots * slot, slots * slot, MREMAP_MAYMOVE);
  if (at == MAP_FAILED) throw std::bad_alloc();
  constexpr std::size_t large = std::size_t{1} << 20;
  if (slots >= large) ::madvise(at, slots * slot, MADV_HUGEPAGE);
  return static_cast<text::Hash128*>(at);
}

}  // namespace

FingerprintSet::~FingerprintSet() { clear(); }

void FingerprintSet::clear() {
  if (table_ != nullptr) ::munmap(table_, bytes());
  table_ = nullptr;
  slots_ = size_ = 0;
  has_zero_ = false;
}

/// The high bits choose the slot, whatever the number of slots (Lemire 2019, "Fast random integer
/// generation in an interval"): the order of the homes is the order of the keys, so a larger table
/// is filled from its begin to its end.
std::size_t FingerprintSet::home(text::Hash128 key) const {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::size_t>(static_cast<Wide>(key.low) * slots_ >> 64U);
}

bool FingerprintSet::place(text::Hash128 key) {
  std::size_t at = home(key);
  while (table_[at] != free_slot) {
    if (table_[at] == key) return false;
    if (++at == slots_) at = 0;
  }
  table_[at] = key;
  return true;
}

bool FingerprintSet::insert(text::Hash128 key) {
  std::uint8_t fresh = 0;
  insert({&key, 1}, {&fresh, 1});
  return fresh != 0;
}

void FingerprintSet::insert(std::span<const text::Hash128> keys, std::span<std::uint8_t> fresh) {
  if ((size_ + keys.size()) * 8 > slots_ * 7) grow(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i + ahead < keys.size()) __builtin_prefetch(&table_[home(keys[i + ahead])], 1);
    if (keys[i] == free_slot) {
      fresh[i] = has_zero_ ? 0 : 1;
      has_zero_ = true;
    } else {
      fresh[i] = place(keys[i]) ? 1 : 0;
    }
    size_ += fresh[i];
  }
}

void FingerprintSet::find(std::span<const text::Hash128> keys,
                          std::span<std::uint8_t> found) const {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (slots_ > 0 && i + ahead < keys.size()) __builtin_prefetch(&table_[home(keys[i + ahead])]);
    if (keys[i] == free_slot) {
      found[i] = has_zero_ ? 1 : 0;
      continue;
    }
    found[i] = 0;
    if (slots_ == 0) continue;
    for (std::size_t at = home(keys[i]); table_[at] != free_slot;
         at = at + 1 == slots_ ? 0 : at + 1) {
      if (table_[at] != keys[i]) continue;
      found[i] = 1;
      break;
    }
  }
}

/// In place, from the last slot to the first. A key's home only moves up, and what lies above the
/// slot at hand is done, so a key whose new home lies there can be put there at once; the few
/// others wait in a list: near the begin, where homes move little, and at the end, where probing
/// would go round to slots that are still to be done.
void FingerprintSet::grow(std::size_t more) {
  const std::size_t old_slots = slots_;
  std::size_t slots = std::max(first_slots, old_slots);
  while ((size_ + more) * 8 > slots * 7) slots += slots / 10 * 3;
  slots = std::min(slots, most_slots_);
  table_ = resize(table_, old_slots, slots);
  slots_ = slots;
  std::vector<text::Hash128> waiting;
  for (std::size_t i = old_slots; i-- > 0;) {
    const text::Hash128 key = table_[i];
    if (key == free_slot) continue;
    table_[i] = free_slot;
    std::size_t at = home(key);
    if (at > i) {
      while (at < slots_ && table_[at] != free_slot) ++at;
    }
    if (at > i && at < slots_) {
      table_[at] = key;
    } else {
      waiting.push_back(key);
    }
  }
  for (const text::Hash128 key : waiting) place(key);
}

}  // namespace dechaff::repeats
