#include "model/network.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace dechaff::model {
namespace {

static_assert(kChannels == Kernels::channels);
static_assert(kMostNetworks == 2, "Network::score knows one and two");

constexpr float kStep = 16.0F;  // activations are held in sixteenths
constexpr int kShift = 64;
constexpr std::ptrdiff_t kDilations[kBlocks] = {1, 2, 4, 8};
constexpr std::size_t kSlice = 64;  // rows that stay in the first cache between the steps

/// A row of the table and a sum of rows as GCC's and Clang's vectors, by the number of networks.
template <std::size_t networks>
struct TableRow;

template <>
struct TableRow<1> {
  using Row = std::int8_t __attribute__((vector_size(kEmbedding)));
  using Sums = std::int16_t __attribute__((vector_size(2 * kEmbedding)));
};

template <>
struct TableRow<2> {
  using Row = std::int8_t __attribute__((vector_size(2 * kEmbedding)));
  using Sums = std::int16_t __attribute__((vector_size(4 * kEmbedding)));
};

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
  weights_.table.insert(weights_.table.begin(), weights_.networks.size() * kEmbedding, 0);
  for (const Weights::Member& network : weights_.networks) {
    Packed packed;
    packed.enter = pack(network.enter);
    for (std::size_t b = 0; b < kBlocks; ++b) packed.point[b] = pack(network.blocks[b].point);
    for (std::size_t o = 0; o < kChannels; ++o) {
      int sum = 0;
      for (std::size_t i = 0; i < kInputs; ++i) sum += network.enter.weights[o * kInputs + i];
      packed.enter_bias.push_back(network.enter.bias[o] -
                                  static_cast<float>(kShift * sum) * network.enter.scale[o]);
    }
    packed_.push_back(std::move(packed));
  }
}

/// The mean of the block's token vectors times the root of their number, for every network: a
/// token's row holds its vectors side by side, so it is looked up once.
template <std::size_t networks>
void Network::embed(const PageFeatures& features, std::size_t block,
                    std::uint8_t* const* out) const {
  constexpr std::size_t kWidth = networks * kEmbedding;
  constexpr std::size_t kMost = 256;  // rows that 16 bits can sum
  using Row = typename TableRow<networks>::Row;
  using Sums = typename TableRow<networks>::Sums;
  std::int32_t sum[kWidth] = {};
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
      std::memcpy(&row, weights_.table.data() + std::size_t{found} * kWidth, sizeof row);
      part += __builtin_convertvector(row, Sums);
    }
    for (std::size_t k = 0; k < kWidth; ++k) sum[k] += part[k];
  }
  const float root = std::sqrt(static_cast<float>(known));
  for (std::size_t m = 0; m < networks; ++m) {
    const float scale = known == 0 ? 0.0F : weights_.table_scale[m] / root;
    for (std::size_t k = 0; k < kEmbedding; ++k) {
      const float x =
          std::floor(static_cast<float>(sum[m * kEmbedding + k]) * scale * kStep + 0.5F);
      out[m][k] =
          static_cast<std::uint8_t>(static_cast<int>(std::clamp(x, -64.0F, 63.0F)) + kShift);
    }
  }
}

/// What the page's features add to every row of a network's first layer.
void Network::page_bias(std::size_t network, const std::uint8_t* page, float* out) const {
  const std::vector<float>& weights = weights_.networks[network].enter_page;
  for (std::size_t o = 0; o < kChannels; ++o) {
    float sum = packed_[network].enter_bias[o];
    for (std::size_t i = 0; i < kPageFeatures; ++i) {
      sum += weights[o * kPageFeatures + i] * (static_cast<float>(page[i] - kShift) / kStep);
    }
    out[o] = sum;
  }
}

/// Fills every network's `state` with the first activations.
template <std::size_t networks>
void Network::enter(const PageFeatures& features, NetworkWork& work) const {
  const std::size_t n = features.blocks.size();
  std::uint8_t page[kPageFeatures];
  kernels_.quantise(features.page.data(), weights_.page_mean.data(), weights_.page_scale.data(),
                    kPageFeatures, page);
  float add[networks][kChannels];
  for (std::size_t m = 0; m < networks; ++m) page_bias(m, page, add[m]);
  work.input.resize(networks * kSlice * kInputs);
  work.sums.resize(kSlice * kChannels);
  work.state.resize(networks * n * kChannels);
  std::uint8_t* inputs[networks];
  for (std::size_t m = 0; m < networks; ++m) inputs[m] = work.input.data() + m * kSlice * kInputs;
  for (std::size_t from = 0; from < n; from += kSlice) {
    const std::size_t rows = std::min(kSlice, n - from);
    for (std::size_t r = 0; r < rows; ++r) {
      std::uint8_t* const in = inputs[0] + r * kInputs;
      kernels_.quantise(features.rows.data() + (from + r) * kRowFeatures, weights_.row_mean.data(),
                        weights_.row_scale.data(), kRowFeatures, in);
      std::uint8_t* tail[networks];
      for (std::size_t m = 0; m < networks; ++m) {
        std::uint8_t* const own = inputs[m] + r * kInputs;
        if (m > 0) std::memcpy(own, in, kRowFeatures);
        tail[m] = own + kRowFeatures;
      }
      embed<networks>(features, from + r, tail);
    }
    for (std::size_t m = 0; m < networks; ++m) {
      kernels_.dot(packed_[m].enter.data(), kInputs, inputs[m], rows, work.sums.data());
      kernels_.activate(work.sums.data(), weights_.networks[m].enter.scale.data(), add[m], rows,
                        work.state.data() + (m * n + from) * kChannels);
    }
  }
}

/// Adds matrix · [mean, largest] of the state over the page, and the bias, to every row.
void Network::add_pool(const std::vector<float>& matrix, const float* bias, std::size_t rows,
                       float* state) const {
  float pooled[2 * kChannels];
  kernels_.pool(state, rows, pooled, pooled + kChannels);
  float add[kChannels];
  for (std::size_t o = 0; o < kChannels; ++o) {
    float sum = bias == nullptr ? 0.0F : bias[o];
    for (std::size_t i = 0; i < 2 * kChannels; ++i)
      sum += matrix[o * 2 * kChannels + i] * pooled[i];
    add[o] = sum;
  }
  kernels_.add(add, rows, state);
}

void Network::residual(std::size_t network, std::size_t index, std::size_t rows, float* state,
                       NetworkWork& work) const {
  static constexpr float zeros[kChannels] = {};
  const Weights::Residual& block = weights_.networks[network].blocks[index];
  const auto n = static_cast<std::ptrdiff_t>(rows);
  work.activation.resize(rows * kChannels);
  for (std::ptrdiff_t r = 0; r < n; ++r) {
    const float* taps[5];
    for (std::ptrdiff_t k = 0; k < 5; ++k) {
      const std::ptrdiff_t from = r + (k - 2) * kDilations[index];
      taps[k] = from < 0 || from >= n ? zeros : state + static_cast<std::size_t>(from) * kChannels;
    }
    kernels_.depthwise(taps, block.kernel.data(), block.bias.data(),
                       work.activation.data() + static_cast<std::size_t>(r) * kChannels);
  }
  for (std::size_t from = 0; from < rows; from += kSlice) {
    const std::size_t count = std::min(kSlice, rows - from);
    kernels_.dot(packed_[network].point[index].data(), kChannels,
                 work.activation.data() + from * kChannels, count, work.sums.data());
    kernels_.add_scaled(work.sums.data(), block.point.scale.data(), block.point.bias.data(), count,
                        state + from * kChannels);
  }
}

void Network::score(const PageFeatures& features, NetworkWork& work,
                    std::vector<float>& logits) const {
  const std::size_t n = features.blocks.size(), networks = weights_.networks.size();
  logits.assign(n * heads(), 0.0F);
  if (n == 0) return;
  if (networks == 1) {
    enter<1>(features, work);
  } else {
    enter<2>(features, work);
  }
  const float share = 1.0F / static_cast<float>(networks);
  for (std::size_t m = 0; m < networks; ++m) {
    const Weights::Member& network = weights_.networks[m];
    float* const state = work.state.data() + m * n * kChannels;
    add_pool(network.pool1, nullptr, n, state);
    for (std::size_t b = 0; b < kBlocks; ++b) residual(m, b, n, state, work);
    add_pool(network.pool2, network.pool2_bias.data(), n, state);
    for (std::size_t r = 0; r < n; ++r) {
      float a[kChannels];
      kernels_.relu(state + r * kChannels, a);
      for (std::size_t k = 0; k < heads(); ++k) {
        float sum = network.out_bias[k];
        for (std::size_t o = 0; o < kChannels; ++o) sum += network.out[k * kChannels + o] * a[o];
        logits[r * heads() + k] += sum * share;
      }
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
