#include "model/dot_products.h"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace dechaff::model {

PackedLayer::PackedLayer(const QuantizedLayer& layer)
    : inputs((layer.inputs + 3) / 4 * 4), scale(layer.scale), bias(layer.bias) {
  weights.assign(inputs * kChannels, 0);
  for (std::size_t o = 0; o < kChannels; ++o) {
    for (std::size_t i = 0; i < layer.inputs; ++i) {
      weights[(i / 4 * kChannels + o) * 4 + i % 4] = layer.weights[o * layer.inputs + i];
    }
  }
}

void dot_products_scalar(const PackedLayer& layer, const std::uint8_t* x, std::size_t rows,
                         std::int32_t* out) {
  for (std::size_t r = 0; r < rows; ++r) {
    std::int32_t sum[kChannels] = {};
    const std::int8_t* w = layer.weights.data();
    for (std::size_t i = 0; i < layer.inputs; i += 4, w += 4 * kChannels) {
      const std::uint8_t* in = x + r * layer.inputs + i;
      for (std::size_t o = 0; o < kChannels; ++o) {
        sum[o] +=
            in[0] * w[o * 4] + in[1] * w[o * 4 + 1] + in[2] * w[o * 4 + 2] + in[3] * w[o * 4 + 3];
      }
    }
    std::memcpy(out + r * kChannels, sum, sizeof sum);
  }
}

#if defined(__x86_64__)
namespace {

constexpr std::size_t kLanes = kChannels / 8;

__attribute__((target("avx2"))) void dot_products_avx2(const PackedLayer& layer,
                                                       const std::uint8_t* x, std::size_t rows,
                                                       std::int32_t* out) {
  const __m256i ones = _mm256_set1_epi16(1);
  for (std::size_t r = 0; r < rows; ++r) {
    __m256i sum[kLanes];
    for (std::size_t k = 0; k < kLanes; ++k) sum[k] = _mm256_setzero_si256();
    const std::int8_t* w = layer.weights.data();
    for (std::size_t i = 0; i < layer.inputs; i += 4, w += 4 * kChannels) {
      std::int32_t four;
      std::memcpy(&four, x + r * layer.inputs + i, 4);
      if (four == 0) continue;  // most activations are
      const __m256i in = _mm256_set1_epi32(four);
      for (std::size_t k = 0; k < kLanes; ++k) {
        const __m256i weights = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + 32 * k));
        sum[k] =
            _mm256_add_epi32(sum[k], _mm256_madd_epi16(_mm256_maddubs_epi16(in, weights), ones));
      }
    }
    for (std::size_t k = 0; k < kLanes; ++k) {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + r * kChannels + 8 * k), sum[k]);
    }
  }
}

}  // namespace
#endif

void dot_products(const PackedLayer& layer, const std::uint8_t* x, std::size_t rows,
                  std::int32_t* out) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    dot_products_avx2(layer, x, rows, out);
    return;
  }
#endif
  dot_products_scalar(layer, x, rows, out);
}

}  // namespace dechaff::model
