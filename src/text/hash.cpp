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

}  // namespace dechaff::text
