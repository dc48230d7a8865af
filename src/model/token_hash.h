#pragma once

#include <cstdint>

namespace dechaff::model_text {

/// FNV-1a (Fowler, Noll, Vo), a code point at a time.
inline constexpr std::uint32_t hash_seed = 0x811C9DC5U;
inline constexpr std::uint32_t hash_prime = 0x01000193U;

/// The finaliser of MurmurHash3 (Austin Appleby, public domain): spreads FNV's low entropy.
inline std::uint32_t mix(std::uint32_t h) {
  h ^= h >> 16;
  h *= 0x85EBCA6BU;
  h ^= h >> 13;
  h *= 0xC2B2AE35U;
  h ^= h >> 16;
  return h;
}

/// Token kinds, so that a word means something else as first word of a line than inside one.
enum TokenKind : std::uint32_t {
  word_salt = 0x1F3D5B79U,
  first_salt = 0x2E4C6A88U,
  last_salt = 0x3D5B7997U,
  pair_salt = 0x4C6A88A6U,
  whole_salt = 0x5B7997B5U,
  in_short_salt = 0x6A88A6C4U,
};

/// The token of a word's hash, as LineScan::tokens holds it and a model's file knows it.
inline std::uint32_t token(TokenKind kind, std::uint32_t hash) { return mix(hash ^ kind); }

}  // namespace dechaff::model_text
