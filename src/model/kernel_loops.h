// The loops behind Kernels, included by each file that compiles them for one instruction set.
// Nothing of the standard library with inline functions may be used here: the linker keeps one copy
// of an inline function, and it must not be the one for a machine that is not there.

#include "model/kernels.h"

namespace dechaff::model {
namespace {

constexpr std::size_t kC = Kernels::channels;
constexpr std::size_t kE = Kernels::embedding;

inline float cut(float x, float least, float most) {
  const float low = x > least ? x : least;
  return low < most ? low : most;
}

void quantise(const float* __restrict raw, const float* __restrict mean,
              const float* __restrict scale, std::size_t count, std::uint8_t* __restrict out) {
  for (std::size_t i = 0; i < count; ++i) {
    const float x = (raw[i] - mean[i]) * scale[i] * 16.0F + 0.5F;
    // Truncation of a shifted value is floor.
    out[i] = static_cast<std::uint8_t>(static_cast<int>(cut(x, -64.0F, 63.0F) + 64.0F));
  }
}

/// A row of the table and a sum of rows as GCC's and Clang's vectors, by the number of networks.
template <std::size_t kNetworks>
struct TableRow;

template <>
struct TableRow<1> {
  using Row = std::int8_t __attribute__((vector_size(kE)));
  using Sums = std::int16_t __attribute__((vector_size(2 * kE)));
};

template <>
struct TableRow<2> {
  using Row = std::int8_t __attribute__((vector_size(2 * kE)));
  using Sums = std::int16_t __attribute__((vector_size(4 * kE)));
};

template <std::size_t kNetworks>
void embed(const std::int8_t* table, const std::uint32_t* rows, std::size_t count,
           const float* scale, std::uint8_t* const* out) {
  constexpr std::size_t kWidth = kNetworks * kE;
  constexpr std::size_t kMost = 256;  // rows that 16 bits can sum
  using Row = typename TableRow<kNetworks>::Row;
  using Sums = typename TableRow<kNetworks>::Sums;
  std::int32_t sum[kWidth];
  for (std::size_t k = 0; k < kWidth; ++k) sum[k] = 0;
  while (count > 0) {
    const std::size_t some = count < kMost ? count : kMost;
    Sums part{};
    for (std::size_t i = 0; i < some; ++i) {
      Row row;
      __builtin_memcpy(&row, table + std::size_t{rows[i]} * kWidth, sizeof row);
      part += __builtin_convertvector(row, Sums);
    }
    for (std::size_t k = 0; k < kWidth; ++k) sum[k] += part[k];
    rows += some;
    count -= some;
  }
  for (std::size_t m = 0; m < kNetworks; ++m) {
    std::uint8_t* __restrict to = out[m];
    for (std::size_t k = 0; k < kE; ++k) {
      const float x =
          cut(static_cast<float>(sum[m * kE + k]) * scale[m] * 16.0F + 0.5F, -64.0F, 63.0F);
      const int whole = static_cast<int>(x);
      const int floor = static_cast<float>(whole) > x ? whole - 1 : whole;
      to[k] = static_cast<std::uint8_t>(floor + 64);
    }
  }
}

void activate(const std::int32_t* __restrict sums, const float* __restrict scale,
              const float* __restrict add, std::size_t rows, float* __restrict h) {
  for (std::size_t r = 0; r < rows; ++r, sums += kC, h += kC) {
    for (std::size_t o = 0; o < kC; ++o) {
      const float x = (static_cast<float>(sums[o]) * scale[o] + add[o]) * 16.0F;
      h[o] = static_cast<float>(static_cast<int>(cut(x, 0.0F, 127.0F) + 0.5F)) * 0.0625F;
    }
  }
}

void activate_both(const std::int32_t* __restrict sums, const float* __restrict scale,
                   const float* __restrict add, const std::int32_t* __restrict more,
                   const float* __restrict more_scale, const float* __restrict more_add,
                   std::size_t rows, float* __restrict h) {
  for (std::size_t r = 0; r < rows; ++r, sums += kC, more += kC, h += kC) {
    for (std::size_t o = 0; o < kC; ++o) {
      const float one = static_cast<float>(sums[o]) * scale[o] + add[o];
      const float two = static_cast<float>(more[o]) * more_scale[o] + more_add[o];
      h[o] = static_cast<float>(static_cast<int>(cut((one + two) * 16.0F, 0.0F, 127.0F) + 0.5F)) *
             0.0625F;
    }
  }
}

void depthwise(const float* const* taps, const float* __restrict kernel,
               const float* __restrict bias, std::uint8_t* __restrict out) {
  const float* __restrict a = taps[0];
  const float* __restrict b = taps[1];
  const float* __restrict c = taps[2];
  const float* __restrict d = taps[3];
  const float* __restrict e = taps[4];
  for (std::size_t o = 0; o < kC; ++o) {
    const float z = bias[o] + kernel[o] * a[o] + kernel[kC + o] * b[o] + kernel[2 * kC + o] * c[o] +
                    kernel[3 * kC + o] * d[o] + kernel[4 * kC + o] * e[o];
    out[o] = static_cast<std::uint8_t>(static_cast<int>(cut(z * 16.0F, 0.0F, 127.0F) + 0.5F));
  }
}

void add_scaled(const std::int32_t* __restrict sums, const float* __restrict scale,
                const float* __restrict bias, std::size_t rows, float* __restrict h) {
  for (std::size_t r = 0; r < rows; ++r, sums += kC, h += kC) {
    for (std::size_t o = 0; o < kC; ++o) h[o] += static_cast<float>(sums[o]) * scale[o] + bias[o];
  }
}

void pool(const float* __restrict h, std::size_t rows, float* __restrict mean,
          float* __restrict largest) {
  for (std::size_t o = 0; o < kC; ++o) {
    mean[o] = 0.0F;
    largest[o] = -1e4F;
  }
  for (std::size_t r = 0; r < rows; ++r, h += kC) {
    for (std::size_t o = 0; o < kC; ++o) {
      mean[o] += h[o];
      largest[o] = h[o] > largest[o] ? h[o] : largest[o];
    }
  }
  for (std::size_t o = 0; o < kC; ++o) mean[o] /= static_cast<float>(rows);
}

void add(const float* __restrict values, std::size_t rows, float* __restrict h) {
  for (std::size_t r = 0; r < rows; ++r, h += kC) {
    for (std::size_t o = 0; o < kC; ++o) h[o] += values[o];
  }
}

/// Four rows at a time: each sum is one chain of additions, in the order of the channels.
void answer(const float* __restrict h, std::size_t rows, const float* __restrict weights,
            const float* __restrict bias, float share, std::size_t heads, std::size_t stride,
            float* __restrict out) {
  constexpr std::size_t kRows = 4, kH = Kernels::heads_at_once;
  using Heads = float __attribute__((vector_size(4 * kH)));
  Heads start;
  for (std::size_t k = 0; k < kH; ++k) start[k] = bias[k];
  for (std::size_t r = 0; r < rows; r += kRows) {
    const std::size_t some = rows - r < kRows ? rows - r : kRows;
    float a[kRows][kC];
    for (std::size_t i = 0; i < kRows; ++i) {
      const float* row = h + (r + (i < some ? i : 0)) * kC;
      for (std::size_t o = 0; o < kC; ++o) {
        const float x = cut(row[o] * 16.0F, 0.0F, 127.0F) + 0.5F;
        a[i][o] = static_cast<float>(static_cast<int>(x)) * 0.0625F;
      }
    }
    Heads sum[kRows] = {start, start, start, start};
    for (std::size_t o = 0; o < kC; ++o) {
      Heads of;
      __builtin_memcpy(&of, weights + o * kH, sizeof of);
      for (std::size_t i = 0; i < kRows; ++i) sum[i] += of * a[i][o];
    }
    for (std::size_t i = 0; i < some; ++i) {
      for (std::size_t k = 0; k < heads; ++k) out[(r + i) * stride + k] += sum[i][k] * share;
    }
  }
}

}  // namespace
}  // namespace dechaff::model
