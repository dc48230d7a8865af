#pragma once

#include <cstdint>
#include <vector>

#include "model/dot_products.h"
#include "model/features.h"
#include "model/model_file.h"

namespace dechaff::model {

/// Work space of Network::score, kept from page to page; one a thread.
struct NetworkWork {
  std::vector<std::uint8_t> input, activation;
  std::vector<std::int32_t> sums;
  std::vector<float> state, spread;
  std::vector<float> page;
};

/// The convolutional network over a page's blocks: hashed tokens and features to 48 channels, page
/// mean and maximum, four residual blocks of a depthwise kernel of five at dilations 1, 2, 4, 8,
/// page pool, one output a head (the third experiment of the design's notes; residual blocks after
/// He et al., https://arxiv.org/abs/1512.03385). Immutable, shared by threads.
///
/// Sums of products are integers, and all else is single precision in one fixed order without fused
/// operations: the same bits on every machine.
class Network {
 public:
  explicit Network(const Weights& weights);

  std::size_t heads() const { return weights_.heads; }

  /// Writes blocks × heads() logits. O(blocks · 18,000).
  void score(const PageFeatures& features, NetworkWork& work, std::vector<float>& logits) const;

  /// Scaled features of a block times the surrogate's weights: kRowFeatures + kPageFeatures shares
  /// of the first head's logit, for explanations only.
  void contributions(const PageFeatures& features, std::size_t block,
                     std::vector<float>& out) const;

 private:
  void enter(const PageFeatures& features, NetworkWork& work) const;
  void add_pool(const std::vector<float>& matrix, const std::vector<float>* bias, std::size_t rows,
                const float* values, NetworkWork& work) const;
  void residual(std::size_t block, std::size_t rows, NetworkWork& work) const;

  Weights weights_;
  PackedLayer enter_;
  std::vector<PackedLayer> points_;
  std::vector<float> offset_;  // what the shift of the signed inputs to 0…127 adds, an output
};

}  // namespace dechaff::model
