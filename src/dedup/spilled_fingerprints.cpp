#include "dedup/spilled_fingerprints.h"

#include <algorithm>
#include <bit>

#include "dedup/fingerprints.h"

namespace dechaff::dedup {
namespace {

constexpr std::size_t key_size = sizeof(text::Hash128);
constexpr std::size_t window_size = 4096;  // bytes

}  // namespace

/// As many parts as leave each a buffer of a page at least, 256 at most and 2 at least.
SpilledFingerprints::SpilledFingerprints(std::size_t memory) : memory_(memory) {
  const std::size_t buffers = memory / 16;
  const std::size_t parts = std::bit_floor(std::clamp<std::size_t>(buffers / 4096, 2, 256));
  shift_ = 64U - static_cast<unsigned>(std::countr_zero(parts));
  block_keys_ = std::clamp<std::size_t>(buffers / parts, 1024, std::size_t{1} << 18) / key_size;
  parts_.resize(parts);
}

void SpilledFingerprints::add(Part& part, text::Hash128 key) {
  part.pending.reserve(block_keys_);
  part.pending.push_back(key);
  ++part.size;
  if (part.pending.size() < block_keys_) return;
  part.blocks.push_back(keys_.size());
  keys_.append(part.pending.data(), part.pending.size() * key_size);
  part.pending.clear();
}

void SpilledFingerprints::given(text::Hash128 key) {
  Part& part = part_of(key);
  add(part, key);
  ++part.given;
}

void SpilledFingerprints::learn(text::Hash128 key) { add(part_of(key), key); }

template <class Take>
void SpilledFingerprints::each_block(const Part& part, Take take) const {
  std::vector<text::Hash128> keys(block_keys_);
  for (const std::uint64_t offset : part.blocks) {
    keys_.read(offset, keys.data(), keys.size() * key_size);
    take(std::span<const text::Hash128>(keys));
  }
  take(std::span<const text::Hash128>(part.pending));
}

/// A part of which a table could not hold all keys is read again for each share of them.
void SpilledFingerprints::settle(Part& part) {
  std::vector<std::uint8_t> bits((part.size - part.given + 7) / 8, 0);
  const std::size_t most = std::max<std::size_t>(memory_, 4096);
  const std::uint64_t shares = 1 + part.size * key_size * 8 / 7 / most;
  std::vector<text::Hash128> keys;
  std::vector<std::uint64_t> places;
  std::vector<std::uint8_t> fresh;
  for (std::uint64_t share = 0; share < shares; ++share) {
    FingerprintSet seen;
    std::uint64_t place = 0;  // in the part
    each_block(part, [&](std::span<const text::Hash128> block) {
      keys.clear();
      places.clear();
      for (const text::Hash128 key : block) {
        if (shares == 1 || (key.high & 0xFFFFFFU) % shares == share) {
          keys.push_back(key);
          places.push_back(place);
        }
        ++place;
      }
      fresh.resize(keys.size());
      seen.insert(keys, fresh);
      for (std::size_t i = 0; i < keys.size(); ++i) {
        if (fresh[i] == 0 || places[i] < part.given) continue;
        const std::uint64_t bit = places[i] - part.given;
        bits[bit / 8] = static_cast<std::uint8_t>(bits[bit / 8] | 1U << bit % 8);
      }
    });
  }
  part.bits_at = bits_.size();
  bits_.append(bits.data(), bits.size());
  part.pending = {};
  part.blocks = {};
}

void SpilledFingerprints::settle() {
  for (Part& part : parts_) settle(part);
}

bool SpilledFingerprints::answer(text::Hash128 key) {
  Part& part = part_of(key);
  const std::uint64_t byte = part.asked / 8;
  if (part.asked % (window_size * 8) == 0) {
    const std::uint64_t bytes = (part.size - part.given + 7) / 8;
    part.window.resize(std::min<std::uint64_t>(window_size, bytes - byte));
    bits_.read(part.bits_at + byte, part.window.data(), part.window.size());
  }
  const bool fresh = (part.window[byte % window_size] >> part.asked % 8 & 1U) != 0;
  ++part.asked;
  return fresh;
}

}  // namespace dechaff::dedup
