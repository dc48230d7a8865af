#if defined(__x86_64__)

#include <immintrin.h>

#include "model/kernel_loops.h"

namespace dechaff::model {
namespace {

constexpr std::size_t lanes = channels / 16;

__m512i load(const std::int8_t* at) { return _mm512_loadu_si512(at); }

__m512i four_inputs(const std::uint8_t* x) {
  std::int32_t four;
  __builtin_memcpy(&four, x, 4);
  return _mm512_set1_epi32(four);
}

/// row_count rows at once, so that a weight that was loaded serves them all.
template <std::size_t row_count>
void dot_rows(const std::int8_t* weights, std::size_t inputs, const std::uint8_t* x,
              std::int32_t* out) {
  __m512i sum[row_count][lanes];
  for (auto& row : sum) {
    for (__m512i& lane : row) lane = _mm512_setzero_si512();
  }
  for (std::size_t i = 0; i < inputs; i += 4, weights += 4 * channels) {
    __m512i of[lanes];
    for (std::size_t k = 0; k < lanes; ++k) of[k] = load(weights + 64 * k);
    for (std::size_t r = 0; r < row_count; ++r) {
      const __m512i in = four_inputs(x + r * inputs + i);
      for (std::size_t k = 0; k < lanes; ++k) sum[r][k] = _mm512_dpbusd_epi32(sum[r][k], in, of[k]);
    }
  }
  for (std::size_t r = 0; r < row_count; ++r) {
    for (std::size_t k = 0; k < lanes; ++k)
      _mm512_storeu_si512(out + r * channels + 16 * k, sum[r][k]);
  }
}

void dot(const std::int8_t* weights, std::size_t inputs, const std::uint8_t* x, std::size_t rows,
         std::int32_t* out) {
  constexpr std::size_t at_once = 6;  // of 32 registers, 18 hold sums
  for (; rows >= at_once; rows -= at_once, x += at_once * inputs, out += at_once * channels)
    dot_rows<at_once>(weights, inputs, x, out);
  for (; rows > 0; --rows, x += inputs, out += channels) dot_rows<1>(weights, inputs, x, out);
}

}  // namespace

const Kernels vnni_kernels = {quantise, dot, activate, activate_both, depthwise, add_scaled,
                              pool,     add, answer,   embed<1>,      embed<2>};

}  // namespace dechaff::model

#endif
