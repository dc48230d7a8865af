#pragma once

#include <cstdint>
#include <vector>

#include "model/evidence_features.h"
#include "model/features.h"
#include "model/kernels.h"
#include "model/model_file.h"
#include "model/token_rows.h"

namespace dechaff::model {

/// Work space of Network::score, kept from page to page; one a thread.
struct NetworkWork {
  std::vector<std::uint8_t> input, evidence, activation;
  std::vector<std::int32_t> sums, more_sums;
  std::vector<float> state;         // networks × blocks × channels
  std::vector<std::uint32_t> rows;  // tokens, then rows of the table
  std::vector<float> out;           // the last layer's weights for this page
};

/// The convolutional networks over a page's blocks, of which the mean logits count; each: hashed
/// tokens and features to 48 channels, page mean and maximum, four residual blocks of a depthwise
/// kernel of five at dilations 1, 2, 4, 8, page pool, one output a head (residual blocks after He
/// et al., https://arxiv.org/abs/1512.03385). The last pool tells the kind of page, too, and each
/// kind has a share in the weights of the last layer, as large as the kind is likely. Where markup
/// is known, its columns and tokens add to the first layer; elsewhere they cost nothing. Immutable,
/// shared by threads. The same bits on every machine, see Kernels.
class Network {
 public:
  explicit Network(Weights weights, const Kernels& kernels = best_kernels());

  std::size_t heads() const { return weights_.heads; }
  /// The weights of contributions().
  const std::vector<float>& surrogate() const { return weights_.surrogate; }

  /// Whether the model was trained on evidence; else that of score() is not looked at.
  bool sees_evidence() const { return weights_.sees_evidence; }

  /// Writes blocks × heads() logits and how likely the page is of each kind. `evidence` is of the
  /// same blocks, or null. O(blocks · 18,000) for each network.
  void score(const PageFeatures& features, const EvidenceFeatures* evidence, NetworkWork& work,
             std::vector<float>& logits, PageKinds& kinds) const;

  /// Scaled features of a block times the surrogate's weights: row_feature_count +
  /// page_feature_count shares of the first head's logit, and with evidence evidence_feature_count
  /// more; for explanations only.
  void contributions(const PageFeatures& features, const EvidenceFeatures* evidence,
                     std::size_t block, std::vector<float>& out) const;

 private:
  /// A network's weights in the order that Kernels reads.
  struct Packed {
    std::vector<std::int8_t> enter;
    std::vector<float> enter_bias;  // with what the shift of the inputs to 0…127 takes away
    std::vector<std::int8_t> evidence;
    std::vector<float> evidence_bias;  // what the shift of its tokens' vector takes away
    std::array<std::vector<std::int8_t>, block_count> point;
    std::vector<float> out, out_bias;  // as Kernels::answer reads them
    std::vector<float> out_of_kind;    // for each kind what it adds to `out`
  };

  template <std::size_t networks>
  void enter(const PageFeatures& features, const EvidenceFeatures* evidence,
             NetworkWork& work) const;
  template <std::size_t networks>
  void enter_evidence(const EvidenceFeatures& evidence, std::size_t from, std::size_t count,
                      NetworkWork& work) const;
  template <std::size_t networks, class TokensOf>
  void embed(TokensOf tokens_of, std::size_t count, std::vector<std::uint32_t>& rows,
             std::uint8_t* out, std::size_t stride) const;
  void page_bias(std::size_t network, const std::uint8_t* page, float* out) const;
  /// The mean and the largest value of each channel over the page.
  using Pooled = std::array<float, 2 * channel_count>;
  void add_pool(const std::vector<float>& matrix, const float* bias, const Pooled& pooled,
                std::size_t rows, float* state) const;
  Pooled pool(std::size_t rows, const float* state) const;
  PageKinds kinds_of(const Weights::Member& network, const Pooled& pooled) const;
  const float* out_for(std::size_t network, const PageKinds& kinds, NetworkWork& work) const;
  void residual(std::size_t network, std::size_t block, std::size_t rows, float* state,
                NetworkWork& work) const;

  Weights weights_;  // its table begins with the row of unknown tokens, see TokenRows::find
  const Kernels& kernels_;
  std::vector<Packed> packed_;  // one a network
  TokenRows rows_;
};

}  // namespace dechaff::model
