#pragma once

#include <bit>
#include <cstdint>

#include "model/characters.h"
#include "model/token_hash.h"
#include "text/simd.h"

namespace dechaff::model_text {

/// A run of letters and digits. Its hash is that of the folded letters; all digits are alike.
struct Word {
  std::uint32_t hash = hash_seed;
  std::uint32_t points = 0, digits = 0, upper = 0;  // code points
  PointClass first = PointClass::space;             // of the first one
  const unsigned char* end = nullptr;               // behind it
};

/// The word at `p`, in any script. O(bytes).
inline Word any_word(const unsigned char* p, const unsigned char* end) {
  Word out;
  while (p < end) {
    PointClass kind = PointClass::space;
    std::uint32_t folded = *p, length = 1;
    if (*p < 0x80) {
      kind = ascii_class(*p);
      if (kind == PointClass::upper) folded |= 0x20U;
      if (kind == PointClass::digit) folded = '0';
    } else {
      const Decoded d = decode(p, end);
      kind = classify(d.point);
      folded = fold(d.point);
      length = d.length;
    }
    if (kind == PointClass::upper) {
      ++out.upper;
    } else if (kind == PointClass::digit) {
      ++out.digits;
    } else if (kind != PointClass::lower) {
      break;
    }
    if (out.points == 0) out.first = kind;
    out.hash = (out.hash ^ folded) * hash_prime;
    ++out.points;
    p += length;
  }
  out.end = p;
  return out;
}

/// The same; words of ASCII up to 15 bytes, most of all, without a branch a byte. Sixteen bytes can
/// be read from every place before `readable`.
inline Word word_at(const unsigned char* p, const unsigned char* end,
                    const unsigned char* readable) {
  namespace simd = text::simd;
  if (p >= readable) return any_word(p, end);
  const auto block = simd::load(reinterpret_cast<const char*>(p));
  const auto capital = simd::within(block, 'A', 'Z'), digit = simd::within(block, '0', '9');
  const auto folded = simd::either(block, simd::both(capital, simd::fill(0x20)));
  const std::uint32_t digits = simd::high_bits(digit);
  const std::uint32_t all = simd::high_bits(simd::within(folded, 'a', 'z')) | digits;
  const auto size = static_cast<std::uint32_t>(std::countr_one(all));
  if (size == 0 || size > 15 || p[size] >= 0x80) return any_word(p, end);
  // Digits, 0x30 to 0x39, lose their low bits.
  const auto kept = simd::either(simd::both(folded, simd::fill(0xF0)),
                                 simd::without(simd::both(folded, simd::fill(0x0F)), digit));
  char bytes[16];
  simd::store(bytes, kept);
  const auto add = [&](std::uint32_t h, std::uint32_t i) {
    return (h ^ static_cast<unsigned char>(bytes[i])) * hash_prime;
  };
  Word out;
  for (std::uint32_t i = 0; i < 8; ++i) {
    const std::uint32_t next = add(out.hash, i);
    out.hash = i < size ? next : out.hash;
  }
  for (std::uint32_t i = 8; i < size; ++i) out.hash = add(out.hash, i);
  const std::uint32_t mask = (1U << size) - 1;
  const std::uint32_t capitals = simd::high_bits(capital);
  out.points = size;
  out.digits = static_cast<std::uint32_t>(std::popcount(digits & mask));
  out.upper = static_cast<std::uint32_t>(std::popcount(capitals & mask));
  out.first = (capitals & 1U) != 0 ? PointClass::upper
              : (digits & 1U) != 0 ? PointClass::digit
                                   : PointClass::lower;
  out.end = p + size;
  return out;
}

}  // namespace dechaff::model_text
