#pragma once

#include <cstdint>
#include <vector>

#include "model/features.h"
#include "model/kernels.h"
#include "model/model_file.h"
#include "model/token_rows.h"

namespace dechaff::model {

/// Work space of Network::score, kept from page to page; one a thread.
struct NetworkWork {
  std::vector<std::uint8_t> input, activation;
  std::vector<std::int32_t> sums;
  std::vector<float> state;
};

/// The convolutional network over a page's blocks: hashed tokens and features to 48 channels, page
/// mean and maximum, four residual blocks of a depthwise kernel of five at dilations 1, 2, 4, 8,
/// page pool, one output a head (the third experiment of the design's notes; residual blocks after
/// He et al., https://arxiv.org/abs/1512.03385). Immutable, shared by threads. The same bits on
/// every machine, see Kernels.
class Network {
 public:
  explicit Network(const Weights& weights, const Kernels& kernels = best_kernels());

  std::size_t heads() const { return weights_.heads; }

  /// Writes blocks × heads() logits. O(blocks · 18,000).
  void score(const PageFeatures& features, NetworkWork& work, std::vector<float>& logits) const;

  /// Scaled features of a block times the surrogate's weights: kRowFeatures + kPageFeatures shares
  /// of the first head's logit, for explanations only.
  void contributions(const PageFeatures& features, std::size_t block,
                     std::vector<float>& out) const;

 private:
  void enter(const PageFeatures& features, NetworkWork& work) const;
  void embed(const PageFeatures& features, std::size_t block, std::uint8_t* out) const;
  void add_pool(const std::vector<float>& matrix, const float* bias, std::size_t rows,
                NetworkWork& work) const;
  void residual(std::size_t block, std::size_t rows, NetworkWork& work) const;

  Weights weights_;  // its table begins with the row of unknown tokens, see TokenRows::find
  const Kernels& kernels_;
  std::vector<std::int8_t> enter_weights_;
  std::vector<std::vector<std::int8_t>> point_weights_;
  std::vector<float> enter_bias_;  // with what the shift of the inputs to 0…127 takes away
  TokenRows rows_;
};

}  // namespace dechaff::model
