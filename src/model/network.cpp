#include "model/network.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace dechaff::model {
namespace {

static_assert(kChannels == Kernels::channels);

using Row = std::int8_t __attribute__((vector_size(kEmbedding)));
using Sums = std::int16_t __attribute__((vector_size(2 * kEmbedding)));

constexpr float kStep = 16.0F;  // activations are held in sixteenths
constexpr int kShift = 64;
constexpr std::ptrdiff_t kDilations[kBlocks] = {1, 2, 4, 8};
constexpr std::size_t kSlice = 64;  // rows that stay in the first cache between the steps

/// From output-major to the order that Kernels::dot reads.
std::vector<std::int8_t> pack(const QuantizedLayer& layer) {
  std::vector<std::int8_t> out((layer.inputs + 3) / 4 * 4 * kChannels, 0);
  for (std::size_t o = 0; o < kChannels; ++o) {
    for (std::size_t i = 0; i < layer.inputs; ++i) {
      out[(i / 4 * kChannels + o) * 4 + i % 4] = layer.weights[o * layer.inputs + i];
    }
  }
  return out;
}

}  // namespace

Network::Network(const Weights& weights, const Kernels& kernels)
    : weights_(weights), kernels_(kernels), rows_(weights_.tokens, weights_.row_of) {
  weights_.table.insert(weights_.table.begin(), kEmbedding, 0);  // the row of unknown tokens
  enter_weights_ = pack(weights_.enter);
  for (const Weights::Residual& block : weights_.blocks)
    point_weights_.push_back(pack(block.point));
  for (std::size_t o = 0; o < kChannels; ++o) {
    int sum = 0;
    for (std::size_t i = 0; i < kInputs; ++i) sum += weights_.enter.weights[o * kInputs + i];
    enter_bias_.push_back(weights_.enter.bias[o] -
                          static_cast<float>(kShift * sum) * weights_.enter.scale[o]);
  }
}

/// The mean of the block's token vectors times the root of their number.
void Network::embed(const PageFeatures& features, std::size_t block, std::uint8_t* out) const {
  constexpr std::size_t kMost = 256;  // rows that 16 bits can sum
  std::int32_t sum[kEmbedding] = {};
  std::size_t known = 0;
  const LineStats& stats = features.scan.blocks[block];
  const std::uint32_t* token = features.scan.tokens.data() + stats.token_begin;
  const std::uint32_t* const end = features.scan.tokens.data() + stats.token_end;
  while (token != end) {
    Sums part{};
    const std::uint32_t* const stop = token + std::min<std::ptrdiff_t>(end - token, kMost);
    for (; token != stop; ++token) {
      const std::uint32_t found = rows_.find(*token);
      known += found != 0 ? 1 : 0;
      Row row;
      std::memcpy(&row, weights_.table.data() + std::size_t{found} * kEmbedding, sizeof row);
      part += __builtin_convertvector(row, Sums);
    }
    for (std::size_t k = 0; k < kEmbedding; ++k) sum[k] += part[k];
  }
  const float scale =
      known == 0 ? 0.0F : weights_.table_scale / std::sqrt(static_cast<float>(known));
  for (std::size_t k = 0; k < kEmbedding; ++k) {
    const float x = std::floor(static_cast<float>(sum[k]) * scale * kStep + 0.5F);
    out[k] = static_cast<std::uint8_t>(static_cast<int>(std::clamp(x, -64.0F, 63.0F)) + kShift);
  }
}

/// Fills `state` with the first activations.
void Network::enter(const PageFeatures& features, NetworkWork& work) const {
  const std::size_t n = features.blocks.size();
  std::uint8_t page[kPageFeatures];
  kernels_.quantise(features.page.data(), weights_.page_mean.data(), weights_.page_scale.data(),
                    kPageFeatures, page);
  float add[kChannels];
  for (std::size_t o = 0; o < kChannels; ++o) {
    float sum = enter_bias_[o];
    for (std::size_t i = 0; i < kPageFeatures; ++i) {
      sum += weights_.enter_page[o * kPageFeatures + i] *
             (static_cast<float>(page[i] - kShift) / kStep);
    }
    add[o] = sum;
  }
  work.input.resize(kSlice * kInputs);
  work.sums.resize(kSlice * kChannels);
  work.state.resize(n * kChannels);
  for (std::size_t from = 0; from < n; from += kSlice) {
    const std::size_t rows = std::min(kSlice, n - from);
    for (std::size_t r = 0; r < rows; ++r) {
      std::uint8_t* in = work.input.data() + r * kInputs;
      kernels_.quantise(features.rows.data() + (from + r) * kRowFeatures, weights_.row_mean.data(),
                        weights_.row_scale.data(), kRowFeatures, in);
      embed(features, from + r, in + kRowFeatures);
    }
    kernels_.dot(enter_weights_.data(), kInputs, work.input.data(), rows, work.sums.data());
    kernels_.activate(work.sums.data(), weights_.enter.scale.data(), add, rows,
                      work.state.data() + from * kChannels);
  }
}

/// Adds matrix · [mean, largest] of the state over the page, and the bias, to every row.
void Network::add_pool(const std::vector<float>& matrix, const float* bias, std::size_t rows,
                       NetworkWork& work) const {
  float pooled[2 * kChannels];
  kernels_.pool(work.state.data(), rows, pooled, pooled + kChannels);
  float add[kChannels];
  for (std::size_t o = 0; o < kChannels; ++o) {
    float sum = bias == nullptr ? 0.0F : bias[o];
    for (std::size_t i = 0; i < 2 * kChannels; ++i)
      sum += matrix[o * 2 * kChannels + i] * pooled[i];
    add[o] = sum;
  }
  kernels_.add(add, rows, work.state.data());
}

void Network::residual(std::size_t index, std::size_t rows, NetworkWork& work) const {
  static constexpr float zeros[kChannels] = {};
  const Weights::Residual& block = weights_.blocks[index];
  const auto n = static_cast<std::ptrdiff_t>(rows);
  work.activation.resize(rows * kChannels);
  for (std::ptrdiff_t r = 0; r < n; ++r) {
    const float* taps[5];
    for (std::ptrdiff_t k = 0; k < 5; ++k) {
      const std::ptrdiff_t from = r + (k - 2) * kDilations[index];
      taps[k] = from < 0 || from >= n
                    ? zeros
                    : work.state.data() + static_cast<std::size_t>(from) * kChannels;
    }
    kernels_.depthwise(taps, block.kernel.data(), block.bias.data(),
                       work.activation.data() + static_cast<std::size_t>(r) * kChannels);
  }
  for (std::size_t from = 0; from < rows; from += kSlice) {
    const std::size_t count = std::min(kSlice, rows - from);
    kernels_.dot(point_weights_[index].data(), kChannels, work.activation.data() + from * kChannels,
                 count, work.sums.data());
    kernels_.add_scaled(work.sums.data(), block.point.scale.data(), block.point.bias.data(), count,
                        work.state.data() + from * kChannels);
  }
}

void Network::score(const PageFeatures& features, NetworkWork& work,
                    std::vector<float>& logits) const {
  const std::size_t n = features.blocks.size();
  logits.resize(n * heads());
  if (n == 0) return;
  enter(features, work);
  add_pool(weights_.pool1, nullptr, n, work);
  for (std::size_t b = 0; b < kBlocks; ++b) residual(b, n, work);
  add_pool(weights_.pool2, weights_.pool2_bias.data(), n, work);
  for (std::size_t r = 0; r < n; ++r) {
    float a[kChannels];
    kernels_.relu(work.state.data() + r * kChannels, a);
    for (std::size_t k = 0; k < heads(); ++k) {
      float sum = weights_.out_bias[k];
      for (std::size_t o = 0; o < kChannels; ++o) sum += weights_.out[k * kChannels + o] * a[o];
      logits[r * heads() + k] = sum;
    }
  }
}

void Network::contributions(const PageFeatures& features, std::size_t block,
                            std::vector<float>& out) const {
  out.clear();
  const float* raw = features.rows.data() + block * kRowFeatures;
  for (std::size_t i = 0; i < kRowFeatures; ++i) {
    const float x = (raw[i] - weights_.row_mean[i]) * weights_.row_scale[i];
    out.push_back(std::clamp(x, -4.0F, 4.0F) * weights_.surrogate[i]);
  }
  for (std::size_t i = 0; i < kPageFeatures; ++i) {
    const float x = (features.page[i] - weights_.page_mean[i]) * weights_.page_scale[i];
    out.push_back(std::clamp(x, -4.0F, 4.0F) * weights_.surrogate[kRowFeatures + i]);
  }
}

}  // namespace dechaff::model
