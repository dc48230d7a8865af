#if defined(__x86_64__)

#include <immintrin.h>

#include "model/kernel_loops.h"

namespace dechaff::model {
namespace {

constexpr std::size_t lanes = channels / 8;

void dot(const std::int8_t* weights, std::size_t inputs, const std::uint8_t* x, std::size_t rows,
         std::int32_t* out) {
  const __m256i ones = _mm256_set1_epi16(1);
  for (std::size_t r = 0; r < rows; ++r, x += inputs, out += channels) {
    __m256i sum[lanes];
    for (std::size_t k = 0; k < lanes; ++k) sum[k] = _mm256_setzero_si256();
    const std::int8_t* w = weights;
    for (std::size_t i = 0; i < inputs; i += 4, w += 4 * channels) {
      std::int32_t four;
      __builtin_memcpy(&four, x + i, 4);
      if (four == 0) continue;  // many activations are
      const __m256i in = _mm256_set1_epi32(four);
      for (std::size_t k = 0; k < lanes; ++k) {
        const __m256i of = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + 32 * k));
        sum[k] = _mm256_add_epi32(sum[k], _mm256_madd_epi16(_mm256_maddubs_epi16(in, of), ones));
      }
    }
    for (std::size_t k = 0; k < lanes; ++k) {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + 8 * k), sum[k]);
    }
  }
}

}  // namespace

const Kernels avx2_kernels = {quantise, dot, activate, activate_both, depthwise, add_scaled,
                              pool,     add, answer,   embed<1>,      embed<2>};

}  // namespace dechaff::model

#endif
