#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace dechaff::model_math {

/// log2(1 + i/256) for i in 0..256 by repeated squaring, in plain IEEE arithmetic, so that the
/// table is the same whatever the machine's libm.
constexpr std::array<float, 257> make_log_table() {
  std::array<float, 257> table{};
  for (int i = 0; i < 256; ++i) {
    double x = 1.0 + i / 256.0;
    double result = 0.0;
    double bit = 0.5;
    for (int k = 0; k < 30; ++k) {
      x *= x;
      if (x >= 2.0) {
        x *= 0.5;
        result += bit;
      }
      bit *= 0.5;
    }
    table[static_cast<std::size_t>(i)] = static_cast<float>(result);
  }
  table[256] = 1.0F;
  return table;
}

inline constexpr std::array<float, 257> log_table = make_log_table();

/// log2(1 + x) for x ≥ 0, to about 2⁻⁸: the table by the first eight bits of the mantissa, a line
/// between its entries. Identical on every machine.
inline float log2_1p(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x + 1.0F);
  const auto exponent = static_cast<std::int32_t>(bits >> 23) - 127;
  const std::uint32_t index = (bits >> 15) & 0xFFU;
  const float rest = static_cast<float>(bits & 0x7FFFU) * (1.0F / 32768.0F);
  const float low = log_table[index];
  return static_cast<float>(exponent) + low + rest * (log_table[index + 1] - low);
}

}  // namespace dechaff::model_math
