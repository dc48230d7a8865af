#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dechaff::text {

/// A fingerprint of 128 bits. Equality is what matters; the order is only there to sort.
struct Hash128 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  auto operator<=>(const Hash128&) const = default;
};

/// XXH3, 128 bits, with a seed that never changes: the same bytes give the same value on any
/// machine and in any version. Not for adversaries. https://xxhash.com
Hash128 hash128(std::string_view bytes);

/// XXH3, 64 bits, with the same seed.
std::uint64_t hash64(std::string_view bytes);

/// A fingerprint as it is written: 32 hexadecimal digits, the high half first.
std::string hex(const Hash128& key);

/// A number whose bits all depend on all of `x`, one to one: the finaliser of SplitMix64 (Steele,
/// Lea & Flood 2014, "Fast splittable pseudorandom number generators").
inline std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

}  // namespace dechaff::text
