#include "text/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace dechaff::text {

namespace {
constexpr std::uint64_t seed = 0x6465636861666631;  // "dechaff1"
}

Hash128 hash128(std::string_view bytes) {
  const XXH128_hash_t h = XXH3_128bits_withSeed(bytes.data(), bytes.size(), seed);
  return {h.low64, h.high64};
}

std::uint64_t hash64(std::string_view bytes) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

std::string hex(const Hash128& key) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out(32, '0');
  for (std::size_t i = 0; i < 16; ++i) {
    out[15 - i] = digits[key.high >> 4 * i & 15U];
    out[31 - i] = digits[key.low >> 4 * i & 15U];
  }
  return out;
}

}  // namespace dechaff::text
