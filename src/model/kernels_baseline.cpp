#include "model/kernel_loops.h"

namespace dechaff::model {
namespace {

void dot(const std::int8_t* __restrict weights, std::size_t inputs,
         const std::uint8_t* __restrict x, std::size_t rows, std::int32_t* __restrict out) {
  for (std::size_t r = 0; r < rows; ++r, x += inputs, out += channels) {
    for (std::size_t o = 0; o < channels; ++o) out[o] = 0;
    const std::int8_t* w = weights;
    for (std::size_t i = 0; i < inputs; i += 4, w += 4 * channels) {
      for (std::size_t o = 0; o < channels; ++o) {
        out[o] += x[i] * w[o * 4] + x[i + 1] * w[o * 4 + 1] + x[i + 2] * w[o * 4 + 2] +
                  x[i + 3] * w[o * 4 + 3];
      }
    }
  }
}

}  // namespace

const Kernels baseline_kernels = {quantise, dot, activate, activate_both, depthwise, add_scaled,
                                  pool,     add, answer,   embed<1>,      embed<2>};

const Kernels& best_kernels() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vnni"))
    return vnni_kernels;
  if (__builtin_cpu_supports("avx2")) return avx2_kernels;
#endif
  return baseline_kernels;
}

}  // namespace dechaff::model
