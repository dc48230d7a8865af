#include "model/network.h"

#include <algorithm>
#include <cmath>

namespace dechaff::model {
namespace {

// Activations are held in sixteenths: signed inputs in [-64, 63] shifted to 0…127, the others
// 0…127.
constexpr float kStep = 16.0F;
constexpr int kShift = 64;
constexpr std::size_t kDilations[kBlocks] = {1, 2, 4, 8};
constexpr std::size_t kSlice = 64;  // rows that stay in the first cache between the steps

std::uint8_t shifted(float value) {
  const float steps = std::floor(value * kStep + 0.5F);
  return static_cast<std::uint8_t>(static_cast<int>(std::clamp(steps, -64.0F, 63.0F)) + kShift);
}

/// ReLU in sixteenths, cut at 127.
std::uint8_t positive(float value) {
  return static_cast<std::uint8_t>(
      static_cast<int>(std::clamp(value * kStep, 0.0F, 127.0F) + 0.5F));
}

}  // namespace

Network::Network(const Weights& weights) : weights_(weights), enter_(weights.enter) {
  for (const Weights::Residual& block : weights_.blocks) points_.emplace_back(block.point);
  offset_.resize(kChannels);
  for (std::size_t o = 0; o < kChannels; ++o) {
    int sum = 0;
    for (std::size_t i = 0; i < kInputs; ++i) sum += weights_.enter.weights[o * kInputs + i];
    offset_[o] = static_cast<float>(-kShift * sum);
  }
}

/// Fills `state` with the first activations.
void Network::enter(const PageFeatures& features, NetworkWork& work) const {
  const std::size_t n = features.blocks.size();
  float page[kPageFeatures];
  for (std::size_t i = 0; i < kPageFeatures; ++i) {
    const float x = (features.page[i] - weights_.page_mean[i]) * weights_.page_scale[i];
    page[i] = static_cast<float>(static_cast<int>(shifted(x)) - kShift) / kStep;
  }
  float add[kChannels];
  for (std::size_t o = 0; o < kChannels; ++o) {
    float sum = enter_.bias[o];
    for (std::size_t i = 0; i < kPageFeatures; ++i)
      sum += weights_.enter_page[o * kPageFeatures + i] * page[i];
    add[o] = sum;
  }
  work.input.resize(kSlice * kInputs);
  work.sums.resize(kSlice * kChannels);
  work.state.resize(n * kChannels);
  const std::vector<std::uint32_t>& words = weights_.vocabulary;
  for (std::size_t from = 0; from < n; from += kSlice) {
    const std::size_t rows = std::min(kSlice, n - from);
    for (std::size_t r = 0; r < rows; ++r) {
      std::uint8_t* in = work.input.data() + r * kInputs;
      const float* raw = features.rows.data() + (from + r) * kRowFeatures;
      for (std::size_t i = 0; i < kRowFeatures; ++i) {
        const float x = (raw[i] - weights_.row_mean[i]) * weights_.row_scale[i] * kStep + 0.5F;
        // Truncation of a shifted value is floor without a call.
        in[i] = static_cast<std::uint8_t>(static_cast<int>(std::clamp(x, -64.0F, 63.0F) + 64.0F));
      }
      std::int32_t embedding[kEmbedding] = {};
      std::size_t known = 0;
      const LineStats& stats = features.scan.blocks[from + r];
      for (std::uint32_t t = stats.token_begin; t < stats.token_end; ++t) {
        const std::uint32_t token = features.scan.tokens[t];
        const auto at = std::lower_bound(words.begin(), words.end(), token);
        if (at == words.end() || *at != token) continue;
        const std::int8_t* row =
            weights_.table.data() + static_cast<std::size_t>(at - words.begin()) * kEmbedding;
        for (std::size_t k = 0; k < kEmbedding; ++k) embedding[k] += row[k];
        ++known;
      }
      const float scale =
          known == 0 ? 0.0F : weights_.table_scale / std::sqrt(static_cast<float>(known));
      for (std::size_t k = 0; k < kEmbedding; ++k) {
        in[kRowFeatures + k] = shifted(static_cast<float>(embedding[k]) * scale);
      }
    }
    dot_products(enter_, work.input.data(), rows, work.sums.data());
    for (std::size_t r = 0; r < rows; ++r) {
      const std::int32_t* sum = work.sums.data() + r * kChannels;
      float* h = work.state.data() + (from + r) * kChannels;
      for (std::size_t o = 0; o < kChannels; ++o) {
        const float x = (static_cast<float>(sum[o]) + offset_[o]) * enter_.scale[o] + add[o];
        h[o] = static_cast<float>(static_cast<int>(std::clamp(x * kStep, 0.0F, 127.0F) + 0.5F)) /
               kStep;
      }
    }
  }
}

/// Adds matrix · [mean, maximum] of `values` over the page to every row of the state.
void Network::add_pool(const std::vector<float>& matrix, const std::vector<float>* bias,
                       std::size_t rows, const float* values, NetworkWork& work) const {
  work.page.assign(2 * kChannels, 0.0F);
  float* mean = work.page.data();
  float* most = mean + kChannels;
  std::fill(most, most + kChannels, -1e4F);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t o = 0; o < kChannels; ++o) {
      mean[o] += values[r * kChannels + o];
      most[o] = std::max(most[o], values[r * kChannels + o]);
    }
  }
  for (std::size_t o = 0; o < kChannels; ++o) mean[o] /= static_cast<float>(rows);
  float add[kChannels];
  for (std::size_t o = 0; o < kChannels; ++o) {
    float sum = bias == nullptr ? 0.0F : (*bias)[o];
    for (std::size_t i = 0; i < 2 * kChannels; ++i)
      sum += matrix[o * 2 * kChannels + i] * work.page[i];
    add[o] = sum;
  }
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t o = 0; o < kChannels; ++o) work.state[r * kChannels + o] += add[o];
  }
}

void Network::residual(std::size_t index, std::size_t rows, NetworkWork& work) const {
  const Weights::Residual& block = weights_.blocks[index];
  const PackedLayer& point = points_[index];
  const auto dilation = static_cast<std::ptrdiff_t>(kDilations[index]);
  const auto n = static_cast<std::ptrdiff_t>(rows);
  work.activation.resize(rows * kChannels);
  for (std::ptrdiff_t r = 0; r < n; ++r) {
    float z[kChannels];
    std::copy(block.bias.begin(), block.bias.end(), z);
    for (std::ptrdiff_t k = 0; k < 5; ++k) {
      const std::ptrdiff_t from = r + (k - 2) * dilation;
      if (from < 0 || from >= n) continue;
      const float* h = work.state.data() + static_cast<std::size_t>(from) * kChannels;
      const float* kernel = block.kernel.data() + static_cast<std::size_t>(k) * kChannels;
      for (std::size_t o = 0; o < kChannels; ++o) z[o] += kernel[o] * h[o];
    }
    std::uint8_t* out = work.activation.data() + static_cast<std::size_t>(r) * kChannels;
    for (std::size_t o = 0; o < kChannels; ++o) out[o] = positive(z[o]);
  }
  for (std::size_t from = 0; from < rows; from += kSlice) {
    const std::size_t count = std::min(kSlice, rows - from);
    dot_products(point, work.activation.data() + from * kChannels, count, work.sums.data());
    for (std::size_t r = 0; r < count; ++r) {
      float* h = work.state.data() + (from + r) * kChannels;
      const std::int32_t* sum = work.sums.data() + r * kChannels;
      for (std::size_t o = 0; o < kChannels; ++o) {
        h[o] += static_cast<float>(sum[o]) * point.scale[o] + point.bias[o];
      }
    }
  }
}

void Network::score(const PageFeatures& features, NetworkWork& work,
                    std::vector<float>& logits) const {
  const std::size_t n = features.blocks.size();
  logits.resize(n * heads());
  if (n == 0) return;
  enter(features, work);
  add_pool(weights_.pool1, nullptr, n, work.state.data(), work);
  for (std::size_t b = 0; b < kBlocks; ++b) residual(b, n, work);
  add_pool(weights_.pool2, &weights_.pool2_bias, n, work.state.data(), work);
  for (std::size_t r = 0; r < n; ++r) {
    const float* h = work.state.data() + r * kChannels;
    float a[kChannels];
    for (std::size_t o = 0; o < kChannels; ++o) a[o] = static_cast<float>(positive(h[o])) / kStep;
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
