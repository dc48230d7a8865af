// The loops behind Kernels, included by each file that compiles them for one instruction set.
// Nothing of the standard library with inline functions may be used here: the linker keeps one copy
// of an inline function, and it must not be the one for a machine that is not there.

#include "model/kernels.h"

namespace dechaff::model {
namespace {

constexpr std::size_t kC = Kernels::channels;

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

void activate(const std::int32_t* __restrict sums, const float* __restrict scale,
              const float* __restrict add, std::size_t rows, float* __restrict h) {
  for (std::size_t r = 0; r < rows; ++r, sums += kC, h += kC) {
    for (std::size_t o = 0; o < kC; ++o) {
      const float x = (static_cast<float>(sums[o]) * scale[o] + add[o]) * 16.0F;
      h[o] = static_cast<float>(static_cast<int>(cut(x, 0.0F, 127.0F) + 0.5F)) * 0.0625F;
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

void relu(const float* __restrict h, float* __restrict a) {
  for (std::size_t o = 0; o < kC; ++o) {
    a[o] = static_cast<float>(static_cast<int>(cut(h[o] * 16.0F, 0.0F, 127.0F) + 0.5F)) * 0.0625F;
  }
}

}  // namespace
}  // namespace dechaff::model
