#pragma once

#include <cstdint>
#include <vector>

#include "model/model_file.h"

namespace dechaff::model {

/// Eight-bit weights of one layer, laid out for the kernels: groups of four inputs, in each the
/// kChannels outputs, in each the four weights.
struct PackedLayer {
  std::size_t inputs = 0;  // a multiple of four
  std::vector<std::int8_t> weights;
  std::vector<float> scale, bias;

  explicit PackedLayer(const QuantizedLayer& layer);
};

/// out[r·kChannels + o] = Σ w[o][i]·x[r·inputs + i] for `rows` rows. Inputs are 0…127, so that
/// pairs of products fit 16 bits; the sums are exact, and the same with and without AVX2.
/// O(rows · inputs · kChannels).
void dot_products(const PackedLayer& layer, const std::uint8_t* x, std::size_t rows,
                  std::int32_t* out);

/// The plain loop, for tests and machines without AVX2.
void dot_products_scalar(const PackedLayer& layer, const std::uint8_t* x, std::size_t rows,
                         std::int32_t* out);

}  // namespace dechaff::model
