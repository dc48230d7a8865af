#include "signals/string_table.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "text/hash.h"

namespace dechaff::signals {
namespace {

constexpr std::size_t first_size = std::size_t{1} << 14;

/// Two multiplications and shifts: the keys are few and no adversary gains from a collision.
std::uint64_t mix(std::uint64_t low, std::uint64_t high) {
  std::uint64_t x = (low ^ 0x9E3779B97F4A7C15U) * 0xBF58476D1CE4E5B9U;
  x ^= std::rotl(high, 23) * 0x94D049BB133111EBU;
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93U;
  return x ^ x >> 32;
}

}  // namespace

StringKey::StringKey(std::string_view text, std::size_t readable) {
  const std::size_t size = text.size();
  if (size > 15) {
    std::memcpy(&low, text.data(), 8);
    std::memcpy(&high, text.data() + 8, 8);
    high = (high & 0x00FFFFFFFFFFFFFFU) | std::uint64_t{255} << 56;
    hash = text::hash64(text);
    return;
  }
  char padded[16] = {};
  const char* from = text.data();
  if (readable < 16) from = static_cast<char*>(std::memcpy(padded, from, size));
  std::memcpy(&low, from, 8);
  std::memcpy(&high, from + 8, 8);
  if constexpr (std::endian::native == std::endian::big) {
    low = __builtin_bswap64(low);
    high = __builtin_bswap64(high);
  }
  const std::size_t in_low = std::min<std::size_t>(size, 8), in_high = size - in_low;
  low &= in_low == 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << 8 * in_low) - 1;
  high &= (std::uint64_t{1} << 8 * in_high) - 1;
  high |= std::uint64_t{size} << 56;
  hash = mix(low, high);
}

StringTable::StringTable() : slots_(first_size), places_(1, Span{0, 0}) {}

bool StringTable::same(const Slot& slot, const StringKey& key, std::string_view text) const {
  if (slot.low != key.low || slot.high != key.high) return false;
  if (key.is_short()) return true;
  return slot.check == static_cast<std::uint32_t>(key.hash) && this->text(slot.id) == text;
}

StringTable::Slot& StringTable::find(const StringKey& key, std::string_view text, bool& fresh) {
  fresh = false;
  for (std::size_t at = place(key.hash);; at = (at + 1) & (slots_.size() - 1)) {
    Slot& slot = slots_[at];
    if (slot.id != 0) {
      if (same(slot, key, text)) return slot;
      continue;
    }
    if (places_.size() * 3 > slots_.size() * 2) {
      grow();
      return find(key, text, fresh);
    }
    fresh = true;
    slot = {key.low,
            key.high,
            static_cast<std::uint32_t>(places_.size()),
            static_cast<std::uint32_t>(key.hash),
            0,
            0};
    places_.push_back({bytes_.size(), bytes_.size() + text.size()});
    bytes_ += text;
    return slot;
  }
}

void StringTable::grow() {
  std::vector<Slot, LargePages<Slot>> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.id == 0) continue;
    const std::uint64_t hash =
        slot.high >> 56 == 255 ? text::hash64(text(slot.id)) : mix(slot.low, slot.high);
    std::size_t at = place(hash);
    while (slots_[at].id != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

void StringTable::clear() {
  slots_ = std::vector<Slot, LargePages<Slot>>(first_size);
  places_.resize(1);
  bytes_.clear();
}

}  // namespace dechaff::signals
