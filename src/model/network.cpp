#include "model/network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>

#include "model/fixed_exp.h"

namespace dechaff::model {
namespace {

static_assert(channel_count == Kernels::channels && embedding_size == Kernels::embedding);
static_assert(most_networks == 2, "Network::score knows one and two");

constexpr float activation_step = 16.0F;  // activations are held in sixteenths
constexpr int activation_shift = 64;
constexpr std::ptrdiff_t dilations[block_count] = {1, 2, 4, 8};
constexpr std::size_t slice_rows = 64;  // rows that stay in the first cache between the steps

/// From output-major to the order that Kernels::dot reads.
std::vector<std::int8_t> pack(const std::vector<std::int8_t>& weights, std::size_t inputs) {
  std::vector<std::int8_t> out((inputs + 3) / 4 * 4 * channel_count, 0);
  for (std::size_t o = 0; o < channel_count; ++o) {
    for (std::size_t i = 0; i < inputs; ++i)
      out[(i / 4 * channel_count + o) * 4 + i % 4] = weights[o * inputs + i];
  }
  return out;
}

/// What the shift takes away of each output, for the inputs from `first` on.
std::vector<float> shifted(const std::vector<std::int8_t>& weights, const std::vector<float>& scale,
                           std::size_t first, std::size_t inputs) {
  std::vector<float> out;
  for (std::size_t o = 0; o < channel_count; ++o) {
    int sum = 0;
    for (std::size_t i = first; i < inputs; ++i) sum += weights[o * inputs + i];
    out.push_back(static_cast<float>(activation_shift * sum) * scale[o]);
  }
  return out;
}

constexpr std::size_t at_once = Kernels::heads_at_once;

std::size_t groups(std::size_t heads) { return (heads + at_once - 1) / at_once; }

/// From head-major to the order that Kernels::answer reads: groups of heads, in each the channels.
std::vector<float> pack_out(std::span<const float> weights, std::size_t heads) {
  std::vector<float> out(groups(heads) * at_once * channel_count, 0.0F);
  for (std::size_t k = 0; k < heads; ++k) {
    float* const group = out.data() + k / at_once * at_once * channel_count;
    for (std::size_t o = 0; o < channel_count; ++o)
      group[o * at_once + k % at_once] = weights[k * channel_count + o];
  }
  return out;
}

}  // namespace

Network::Network(Weights weights, const Kernels& kernels)
    : weights_(std::move(weights)), kernels_(kernels), rows_(weights_.tokens, weights_.row_of) {
  weights_.table.insert(weights_.table.begin(), weights_.networks.size() * embedding_size, 0);
  for (const Weights::Member& network : weights_.networks) {
    Packed packed;
    packed.enter = pack(network.enter.weights, input_count);
    for (std::size_t b = 0; b < block_count; ++b)
      packed.point[b] = pack(network.blocks[b].point.weights, channel_count);
    packed.enter_bias = network.enter.bias;
    const auto shift = shifted(network.enter.weights, network.enter.scale, 0, input_count);
    for (std::size_t o = 0; o < channel_count; ++o) packed.enter_bias[o] -= shift[o];
    if (weights_.sees_evidence) {
      const Weights::EvidenceLayer& layer = network.evidence;
      packed.evidence = pack(layer.weights, evidence_input_count);
      packed.evidence_bias =
          shifted(layer.weights, layer.scale, evidence_feature_count, evidence_input_count);
      for (float& bias : packed.evidence_bias) bias = -bias;
    }
    packed.out = pack_out(network.out, heads());
    packed.out_bias = network.out_bias;
    packed.out_bias.resize(groups(heads()) * at_once, 0.0F);
    for (std::size_t k = 0; weights_.knows_kinds && k < page_kind_count; ++k) {
      const std::span<const float> of_kind(network.out_of_kind);
      const auto part =
          pack_out(of_kind.subspan(k * heads() * channel_count, heads() * channel_count), heads());
      packed.out_of_kind.insert(packed.out_of_kind.end(), part.begin(), part.end());
    }
    packed_.push_back(std::move(packed));
  }
}

/// Of each of `count` blocks the mean of its token vectors times the root of their number, for
/// every network: a token's row holds its vectors side by side, so it is looked up once. A
/// network's blocks are `stride` bytes apart from `out` on, slice_rows of them.
template <std::size_t networks, class TokensOf>
void Network::embed(TokensOf tokens_of, std::size_t count, std::vector<std::uint32_t>& space,
                    std::uint8_t* out, std::size_t stride) const {
  const auto tokens = static_cast<std::size_t>(tokens_of(count - 1).second - tokens_of(0).first);
  if (space.size() < tokens + TokenRows::tokens_ahead)
    space.resize(tokens + TokenRows::tokens_ahead);
  std::uint32_t* const rows = space.data();
  std::array<std::size_t, slice_rows + 1> begin{};
  for (std::size_t r = 0; r < count; ++r) {
    const auto [first, last] = tokens_of(r);
    begin[r + 1] =
        begin[r] + rows_.may_know(first, static_cast<std::size_t>(last - first), rows + begin[r]);
  }
  for (std::size_t r = 0; r < count; ++r) {
    std::uint32_t* const mine = rows + begin[r];
    const std::size_t known = rows_.find_known(mine, begin[r + 1] - begin[r]);
    const float root = std::sqrt(static_cast<float>(known));
    float scale[networks];
    std::uint8_t* to[networks];
    for (std::size_t m = 0; m < networks; ++m) {
      scale[m] = known == 0 ? 0.0F : weights_.table_scale[m] / root;
      to[m] = out + (m * slice_rows + r) * stride;
    }
    (networks == 1 ? kernels_.embed_one : kernels_.embed_two)(weights_.table.data(), mine, known,
                                                              scale, to);
  }
}

/// What the page's features add to every row of a network's first layer.
void Network::page_bias(std::size_t network, const std::uint8_t* page, float* out) const {
  const std::vector<float>& weights = weights_.networks[network].enter_page;
  for (std::size_t o = 0; o < channel_count; ++o) {
    float sum = packed_[network].enter_bias[o];
    for (std::size_t i = 0; i < page_feature_count; ++i) {
      sum += weights[o * page_feature_count + i] *
             (static_cast<float>(page[i] - activation_shift) / activation_step);
    }
    out[o] = sum;
  }
}

/// Fills work.evidence with the inputs of `count` blocks from `from` on, a network's blocks
/// slice_rows rows apart.
template <std::size_t networks>
void Network::enter_evidence(const EvidenceFeatures& evidence, std::size_t from, std::size_t count,
                             NetworkWork& work) const {
  std::uint8_t* const inputs = work.evidence.data();
  const float* row = evidence.rows.data() + from * evidence_feature_count;
  for (std::size_t r = 0; r < count; ++r, row += evidence_feature_count) {
    std::uint8_t* const in = inputs + r * evidence_input_count;
    for (std::size_t i = 0; i < evidence_feature_count; ++i)
      in[i] = static_cast<std::uint8_t>(std::min(static_cast<int>(row[i] * 64.0F + 0.5F), 63));
    for (std::size_t m = 1; m < networks; ++m)
      std::memcpy(in + m * slice_rows * evidence_input_count, in, evidence_feature_count);
  }
  const auto tokens_of = [&](std::size_t r) {
    const std::uint32_t* const tokens = evidence.tokens.data();
    return std::pair(tokens + evidence.offsets[from + r], tokens + evidence.offsets[from + r + 1]);
  };
  embed<networks>(tokens_of, count, work.rows, inputs + evidence_feature_count,
                  evidence_input_count);
}

/// Fills every network's `state` with the first activations.
template <std::size_t networks>
void Network::enter(const PageFeatures& features, const EvidenceFeatures* evidence,
                    NetworkWork& work) const {
  const std::size_t n = features.blocks.size();
  std::uint8_t page[page_feature_count];
  kernels_.quantise(features.page.data(), weights_.page_mean.data(), weights_.page_scale.data(),
                    page_feature_count, page);
  float add[networks][channel_count];
  for (std::size_t m = 0; m < networks; ++m) page_bias(m, page, add[m]);
  work.input.resize(networks * slice_rows * input_count);
  work.sums.resize(slice_rows * channel_count);
  work.state.resize(networks * n * channel_count);
  if (evidence != nullptr) {
    work.evidence.resize(networks * slice_rows * evidence_input_count);
    work.more_sums.resize(slice_rows * channel_count);
  }
  std::uint8_t* const inputs = work.input.data();
  for (std::size_t from = 0; from < n; from += slice_rows) {
    const std::size_t rows = std::min(slice_rows, n - from);
    for (std::size_t r = 0; r < rows; ++r) {
      std::uint8_t* const in = inputs + r * input_count;
      kernels_.quantise(features.rows.data() + (from + r) * row_feature_count,
                        weights_.row_mean.data(), weights_.row_scale.data(), row_feature_count, in);
      for (std::size_t m = 1; m < networks; ++m)
        std::memcpy(in + m * slice_rows * input_count, in, row_feature_count);
    }
    const auto tokens_of = [&](std::size_t r) {
      const std::uint32_t* const tokens = features.scan.tokens.data();
      const LineStats& stats = features.scan.blocks[from + r];
      return std::pair(tokens + stats.token_begin, tokens + stats.token_end);
    };
    embed<networks>(tokens_of, rows, work.rows, inputs + row_feature_count, input_count);
    if (evidence != nullptr) enter_evidence<networks>(*evidence, from, rows, work);
    for (std::size_t m = 0; m < networks; ++m) {
      const Weights::Member& network = weights_.networks[m];
      float* const state = work.state.data() + (m * n + from) * channel_count;
      kernels_.dot(packed_[m].enter.data(), input_count, inputs + m * slice_rows * input_count,
                   rows, work.sums.data());
      if (evidence == nullptr) {
        kernels_.activate(work.sums.data(), network.enter.scale.data(), add[m], rows, state);
        continue;
      }
      kernels_.dot(packed_[m].evidence.data(), evidence_input_count,
                   work.evidence.data() + m * slice_rows * evidence_input_count, rows,
                   work.more_sums.data());
      kernels_.activate_both(work.sums.data(), network.enter.scale.data(), add[m],
                             work.more_sums.data(), network.evidence.scale.data(),
                             packed_[m].evidence_bias.data(), rows, state);
    }
  }
}

Network::Pooled Network::pool(std::size_t rows, const float* state) const {
  Pooled pooled;
  kernels_.pool(state, rows, pooled.data(), pooled.data() + channel_count);
  return pooled;
}

/// Adds matrix · pooled, and the bias, to every row.
void Network::add_pool(const std::vector<float>& matrix, const float* bias, const Pooled& pooled,
                       std::size_t rows, float* state) const {
  float add[channel_count];
  for (std::size_t o = 0; o < channel_count; ++o) {
    float sum = bias == nullptr ? 0.0F : bias[o];
    for (std::size_t i = 0; i < 2 * channel_count; ++i)
      sum += matrix[o * 2 * channel_count + i] * pooled[i];
    add[o] = sum;
  }
  kernels_.add(add, rows, state);
}

PageKinds Network::kinds_of(const Weights::Member& network, const Pooled& pooled) const {
  PageKinds logits{};
  for (std::size_t k = 0; k < page_kind_count; ++k) {
    float sum = network.kind_bias[k];
    for (std::size_t i = 0; i < 2 * channel_count; ++i)
      sum += network.kind[k * 2 * channel_count + i] * pooled[i];
    logits[k] = sum;
  }
  const float most = *std::max_element(logits.begin(), logits.end());
  std::array<double, page_kind_count> share{};
  double all = 0;
  for (std::size_t k = 0; k < page_kind_count; ++k)
    all += share[k] = model_math::fixed_exp(std::max(logits[k] - most, -30.0F));
  PageKinds kinds{};
  for (std::size_t k = 0; k < page_kind_count; ++k) kinds[k] = static_cast<float>(share[k] / all);
  return kinds;
}

/// The last layer's weights for a page of these kinds.
const float* Network::out_for(std::size_t network, const PageKinds& kinds,
                              NetworkWork& work) const {
  const Packed& packed = packed_[network];
  work.out = packed.out;
  const float* more = packed.out_of_kind.data();
  for (const float share : kinds) {
    for (float& weight : work.out) weight += share * *more++;
  }
  return work.out.data();
}

void Network::residual(std::size_t network, std::size_t index, std::size_t rows, float* state,
                       NetworkWork& work) const {
  static constexpr float zeros[channel_count] = {};
  const Weights::Residual& block = weights_.networks[network].blocks[index];
  const auto n = static_cast<std::ptrdiff_t>(rows);
  work.activation.resize(rows * channel_count);
  for (std::ptrdiff_t r = 0; r < n; ++r) {
    const float* taps[5];
    for (std::ptrdiff_t k = 0; k < 5; ++k) {
      const std::ptrdiff_t from = r + (k - 2) * dilations[index];
      taps[k] =
          from < 0 || from >= n ? zeros : state + static_cast<std::size_t>(from) * channel_count;
    }
    kernels_.depthwise(taps, block.kernel.data(), block.bias.data(),
                       work.activation.data() + static_cast<std::size_t>(r) * channel_count);
  }
  for (std::size_t from = 0; from < rows; from += slice_rows) {
    const std::size_t count = std::min(slice_rows, rows - from);
    kernels_.dot(packed_[network].point[index].data(), channel_count,
                 work.activation.data() + from * channel_count, count, work.sums.data());
    kernels_.add_scaled(work.sums.data(), block.point.scale.data(), block.point.bias.data(), count,
                        state + from * channel_count);
  }
}

void Network::score(const PageFeatures& features, const EvidenceFeatures* evidence,
                    NetworkWork& work, std::vector<float>& logits, PageKinds& kinds) const {
  if (evidence != nullptr && (!evidence->known || !sees_evidence())) evidence = nullptr;
  kinds.fill(0.0F);
  const std::size_t n = features.blocks.size(), networks = weights_.networks.size();
  logits.assign(n * heads(), 0.0F);
  if (n == 0) return;
  if (networks == 1) {
    enter<1>(features, evidence, work);
  } else {
    enter<2>(features, evidence, work);
  }
  const float share = 1.0F / static_cast<float>(networks);
  for (std::size_t m = 0; m < networks; ++m) {
    const Weights::Member& network = weights_.networks[m];
    float* const state = work.state.data() + m * n * channel_count;
    add_pool(network.pool1, nullptr, pool(n, state), n, state);
    for (std::size_t b = 0; b < block_count; ++b) residual(m, b, n, state, work);
    const Pooled pooled = pool(n, state);
    const float* out = packed_[m].out.data();
    if (weights_.knows_kinds) {
      const PageKinds mine = kinds_of(network, pooled);
      for (std::size_t k = 0; k < page_kind_count; ++k) kinds[k] += share * mine[k];
      out = out_for(m, mine, work);
    }
    add_pool(network.pool2, network.pool2_bias.data(), pooled, n, state);
    for (std::size_t k = 0; k < heads(); k += at_once) {
      kernels_.answer(state, n, out + k * channel_count, packed_[m].out_bias.data() + k, share,
                      std::min(heads() - k, at_once), heads(), logits.data() + k);
    }
  }
}

void Network::contributions(const PageFeatures& features, const EvidenceFeatures* evidence,
                            std::size_t block, std::vector<float>& out) const {
  out.clear();
  const float* raw = features.rows.data() + block * row_feature_count;
  for (std::size_t i = 0; i < row_feature_count; ++i) {
    const float x = (raw[i] - weights_.row_mean[i]) * weights_.row_scale[i];
    out.push_back(std::clamp(x, -4.0F, 4.0F) * weights_.surrogate[i]);
  }
  for (std::size_t i = 0; i < page_feature_count; ++i) {
    const float x = (features.page[i] - weights_.page_mean[i]) * weights_.page_scale[i];
    out.push_back(std::clamp(x, -4.0F, 4.0F) * weights_.surrogate[row_feature_count + i]);
  }
  if (evidence == nullptr || !evidence->known || !sees_evidence()) return;
  const float* seen = evidence->rows.data() + block * evidence_feature_count;
  for (std::size_t i = 0; i < evidence_feature_count; ++i)
    out.push_back(seen[i] * weights_.surrogate[row_feature_count + page_feature_count + i]);
}

}  // namespace dechaff::model
