#pragma once

// Sixteen bytes at a time, with SSE2 where it is and plain code where it is not. Masks have one bit
// a byte, the first byte lowest. For .cpp files only.

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace dechaff::text::simd {

#if defined(__SSE2__)

using Block = __m128i;

inline Block load(const char* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }
inline void store(char* p, Block b) { _mm_storeu_si128(reinterpret_cast<__m128i*>(p), b); }
inline Block fill(unsigned char byte) { return _mm_set1_epi8(static_cast<char>(byte)); }
inline Block either(Block a, Block b) { return _mm_or_si128(a, b); }
inline Block both(Block a, Block b) { return _mm_and_si128(a, b); }
/// The bits of `a` that are not in `b`.
inline Block without(Block a, Block b) { return _mm_andnot_si128(b, a); }
inline Block equal(Block a, unsigned char byte) { return _mm_cmpeq_epi8(a, fill(byte)); }
/// Bytes in [first, last]; bytes count as unsigned.
inline Block within(Block a, unsigned char first, unsigned char last) {
  const Block shifted = _mm_sub_epi8(a, fill(first));
  return _mm_cmpeq_epi8(_mm_min_epu8(shifted, fill(static_cast<unsigned char>(last - first))),
                        shifted);
}
inline std::uint32_t high_bits(Block a) { return static_cast<std::uint32_t>(_mm_movemask_epi8(a)); }

#else

struct Block {
  unsigned char byte[16];
};

namespace detail {
template <class Function>
Block each(const Block& a, const Block& b, Function function) {
  Block result;
  for (std::size_t i = 0; i < 16; ++i) {
    result.byte[i] = static_cast<unsigned char>(function(a.byte[i], b.byte[i]));
  }
  return result;
}
}  // namespace detail

inline Block load(const char* p) {
  Block b;
  std::memcpy(b.byte, p, 16);
  return b;
}
inline void store(char* p, Block b) { std::memcpy(p, b.byte, 16); }
inline Block fill(unsigned char byte) {
  Block b;
  std::memset(b.byte, byte, 16);
  return b;
}
inline Block either(Block a, Block b) {
  return detail::each(a, b, [](unsigned x, unsigned y) { return x | y; });
}
inline Block both(Block a, Block b) {
  return detail::each(a, b, [](unsigned x, unsigned y) { return x & y; });
}
inline Block without(Block a, Block b) {
  return detail::each(a, b, [](unsigned x, unsigned y) { return x & ~y; });
}
inline Block equal(Block a, unsigned char byte) {
  return detail::each(a, a, [byte](unsigned x, unsigned) { return x == byte ? 0xFFU : 0U; });
}
inline Block within(Block a, unsigned char first, unsigned char last) {
  return detail::each(
      a, a, [first, last](unsigned x, unsigned) { return x >= first && x <= last ? 0xFFU : 0U; });
}
inline std::uint32_t high_bits(Block a) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 16; ++i) bits |= static_cast<std::uint32_t>(a.byte[i] >> 7) << i;
  return bits;
}

#endif

/// ASCII capitals become small letters; other bytes stay.
inline Block lower_ascii(Block a) { return either(a, both(within(a, 'A', 'Z'), fill(0x20))); }

}  // namespace dechaff::text::simd
