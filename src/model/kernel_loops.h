// The loops behind Kernels, included by each file that compiles them for one instruction set.
// Nothing of the standard library with inline functions may be used here: the linker keeps one copy
// of an inline function, and it must not be the one for a machine that is not there.

#include "model/kernels.h"

namespace dechaff::model {
namespace {

constexpr std::size_t channels = Kernels::channels;
constexpr std::size_t embedding = Kernels::embedding;

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
template <std::size_t network_count>
struct TableRow;

template <>
struct TableRow<1> {
  using Row = std::int8_t __attribute__((vector_size(embedding)));
  using Sums = std::int16_t __attribute__((vector_size(2 * embedding)));
};

template <>
struct TableRow<2> {
  using Row = std::int8_t __attribute__((vector_size(2 * embedding)));
  using Sums = std::int16_t __attribute__((vector_size(4 * embedding)));
};

template <std::size_t network_count>
void embed(const std::int8_t* table, const std::uint32_t* rows, std::size_t count,
           const float* scale, std::uint8_t* const* out) {
  constexpr std::size_t embedding_width = network_count * embedding;
  constexpr std::size_t most_rows = 256;  // rows that 16 bits can sum
  using Row = typename TableRow<network_count>::Row;
  using Sums = typename TableRow<network_count>::Sums;
  std::int32_t sum[embedding_width];
  for (std::size_t k = 0; k < embedding_width; ++k) sum[k] = 0;
  while (count > 0) {
    const std::size_t some = count < most_rows ? count : most_rows;
    Sums part{};
    for (std::size_t i = 0; i < some; ++i) {
      Row row;
      __builtin_memcpy(&row, table + std::size_t{rows[i]} * embedding_width, sizeof row);
      part += __builtin_convertvector(row, Sums);
    }
    for (std::size_t k = 0; k < embedding_width; ++k) sum[k] += part[k];
    rows += some;
    count -= some;
  }
  for (std::size_t m = 0; m < network_count; ++m) {
    std::uint8_t* __restrict to = out[m];
    for (std::size_t k = 0; k < embedding; ++k) {
      const float x =
          cut(static_cast<float>(sum[m * embedding + k]) * scale[m] * 16.0F + 0.5F, -64.0F, 63.0F);
      const int whole = static_cast<int>(x);
      const int floor = static_cast<float>(whole) > x ? whole - 1 : whole;
      to[k] = static_cast<std::uint8_t>(floor + 64);
    }
  }
}

void activate(const std::int32_t* __restrict sums, const float* __restrict scale,
              const float* __restrict add, std::size_t rows, float* __restrict h) {
  for (std::size_t r = 0; r < rows; ++r, sums += channels, h += channels) {
    for (std::size_t o = 0; o < channels; ++o) {
      const float x = (static_cast<float>(sums[o]) * scale[o] + add[o]) * 16.0F;
      h[o] = static_cast<float>(static_cast<int>(cut(x, 0.0F, 127.0F) + 0.5F)) * 0.0625F;
    }
  }
}

void activate_both(const std::int32_t* __restrict sums, const float* __restrict scale,
                   const float* __restrict add, const std::int32_t* __restrict more,
                   const float* __restrict more_scale, const float* __restrict more_add,
                   std::size_t rows, float* __restrict h) {
  for (std::size_t r = 0; r < rows; ++r, sums += channels, more += channels, h += channels) {
    for (std::size_t o = 0; o < channels; ++o) {
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
  for (std::size_t o = 0; o < channels; ++o) {
    const float z = bias[o] + kernel[o] * a[o] + kernel[channels + o] * b[o] +
                    kernel[2 * channels + o] * c[o] + kernel[3 * channels + o] * d[o] +
                    kernel[4 * channels + o] * e[o];
    out[o] = static_cast<std::uint8_t>(static_cast<int>(cut(z * 16.0F, 0.0F, 127.0F) + 0.5F));
  }
}

void add_scaled(const std::int32_t* __restrict sums, const float* __restrict scale,
                const float* __restrict bias, std::size_t rows, float* __restrict h) {
  for (std::size_t r = 0; r < rows; ++r, sums += channels, h += channels) {
    for (std::size_t o = 0; o < channels; ++o)
      h[o] += static_cast<float>(sums[o]) * scale[o] + bias[o];
  }
}

void pool(const float* __restrict h, std::size_t rows, float* __restrict mean,
          float* __restrict largest) {
  for (std::size_t o = 0; o < channels; ++o) {
    mean[o] = 0.0F;
    largest[o] = -1e4F;
  }
  for (std::size_t r = 0; r < rows; ++r, h += channels) {
    for (std::size_t o = 0; o < channels; ++o) {
      mean[o] += h[o];
      largest[o] = h[o] > largest[o] ? h[o] : largest[o];
    }
  }
  for (std::size_t o = 0; o < channels; ++o) mean[o] /= static_cast<float>(rows);
}

void add(const float* __restrict values, std::size_t rows, float* __restrict h) {
  for (std::size_t r = 0; r < rows; ++r, h += channels) {
    for (std::size_t o = 0; o < channels; ++o) h[o] += values[o];
  }
}

/// Four rows at a time: each sum is one chain of additions, in the order of the channels.
void answer(const float* __restrict h, std::size_t rows, const float* __restrict weights,
            const float* __restrict bias, float share, std::size_t heads, std::size_t stride,
            float* __restrict out) {
  constexpr std::size_t row_count = 4, wide = Kernels::heads_at_once;
  using Heads = float __attribute__((vector_size(4 * wide)));
  Heads start;
  for (std::size_t k = 0; k < wide; ++k) start[k] = bias[k];
  for (std::size_t r = 0; r < rows; r += row_count) {
    const std::size_t some = rows - r < row_count ? rows - r : row_count;
    float a[row_count][channels];
    for (std::size_t i = 0; i < row_count; ++i) {
      const float* row = h + (r + (i < some ? i : 0)) * channels;
      for (std::size_t o = 0; o < channels; ++o) {
        const float x = cut(row[o] * 16.0F, 0.0F, 127.0F) + 0.5F;
        a[i][o] = static_cast<float>(static_cast<int>(x)) * 0.0625F;
      }
    }
    Heads sum[row_count] = {start, start, start, start};
    for (std::size_t o = 0; o < channels; ++o) {
      Heads of;
      __builtin_memcpy(&of, weights + o * wide, sizeof of);
      for (std::size_t i = 0; i < row_count; ++i) sum[i] += of * a[i][o];
    }
    for (std::size_t i = 0; i < some; ++i) {
      for (std::size_t k = 0; k < heads; ++k) out[(r + i) * stride + k] += sum[i][k] * share;
    }
  }
}

}  // namespace
}  // namespace dechaff::model
