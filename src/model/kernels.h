#pragma once

#include <cstddef>
#include <cstdint>

namespace dechaff::model {

/// The inner loops of the network over rows of `channels` values, compiled once for the baseline,
/// once for AVX2 and once for AVX-512 with VNNI. All give the same bits: sums of products of
/// eight-bit values are integers, and the others do the same single-precision operations in the
/// same order, without fused ones.
struct Kernels {
  static constexpr std::size_t channels = 48, embedding = 16, heads_at_once = 4;

  /// out[i] = 64 + the nearest sixteenth of (raw[i] - mean[i])·scale[i], cut to 0…127. `count`
  /// values.
  void (*quantise)(const float* raw, const float* mean, const float* scale, std::size_t count,
                   std::uint8_t* out);
  /// out[r][o] = Σ w[o][i]·x[r][i]; x is 0…127 so that two products fit 16 bits. Weights in groups
  /// of four inputs, in each the outputs, in each the four weights; `inputs` a multiple of four.
  void (*dot)(const std::int8_t* weights, std::size_t inputs, const std::uint8_t* x,
              std::size_t rows, std::int32_t* out);
  /// h[r][o] = ReLU(sum[r][o]·scale[o] + add[o]) in sixteenths up to 127/16.
  void (*activate)(const std::int32_t* sums, const float* scale, const float* add, std::size_t rows,
                   float* h);
  /// The same of two sums: ReLU((sum·scale + add) + (more·more_scale + more_add)).
  void (*activate_both)(const std::int32_t* sums, const float* scale, const float* add,
                        const std::int32_t* more, const float* more_scale, const float* more_add,
                        std::size_t rows, float* h);
  /// out[o] = ReLU(bias[o] + Σ_k kernel[k][o]·taps[k][o]) in sixteenths, 0…127; five taps.
  void (*depthwise)(const float* const* taps, const float* kernel, const float* bias,
                    std::uint8_t* out);
  /// h[r][o] += sums[r][o]·scale[o] + bias[o].
  void (*add_scaled)(const std::int32_t* sums, const float* scale, const float* bias,
                     std::size_t rows, float* h);
  /// mean and largest value over the rows.
  void (*pool)(const float* h, std::size_t rows, float* mean, float* largest);
  /// h[r][o] += add[o].
  void (*add)(const float* add, std::size_t rows, float* h);
  /// out[r·stride + k] += share·(bias[k] + Σ_o weights[o][k]·ReLU(h[r][o])), this in sixteenths up
  /// to 127/16, for k < heads ≤ heads_at_once; the weights have heads_at_once values a channel.
  void (*answer)(const float* h, std::size_t rows, const float* weights, const float* bias,
                 float share, std::size_t heads, std::size_t stride, float* out);
  /// out[m][k] = 64 + the nearest sixteenth of scale[m]·Σ_i table[rows[i]][m][k], cut to 0…127;
  /// `embedding` values a row and network, of which there are one or two.
  void (*embed_one)(const std::int8_t* table, const std::uint32_t* rows, std::size_t count,
                    const float* scale, std::uint8_t* const* out);
  void (*embed_two)(const std::int8_t* table, const std::uint32_t* rows, std::size_t count,
                    const float* scale, std::uint8_t* const* out);
};

extern const Kernels baseline_kernels;
extern const Kernels avx2_kernels, vnni_kernels;  // on x86-64 only

/// The best set for this machine.
const Kernels& best_kernels();

}  // namespace dechaff::model
