#include "model/decide.h"

#include <algorithm>
#include <numeric>

namespace dechaff::model {
namespace {

constexpr float kCertain = 0.1F;  // under this a block is certainly no content

void keep_expected_f1(std::span<const float> p, std::span<const float> words, double a,
                      std::vector<std::uint8_t>& keep) {
  std::vector<std::uint32_t> order(p.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t x, std::uint32_t y) { return p[x] > p[y]; });
  double all = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    all += static_cast<double>(p[i]) * static_cast<double>(words[i]);
  double gained = 0, kept = 0, best = -1;
  std::size_t count = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    const auto w = static_cast<double>(words[order[k]]);
    gained += static_cast<double>(p[order[k]]) * w;
    kept += w;
    const double f1 = 2 * gained / (kept + a * all + 1e-9);
    if (f1 > best) {
      best = f1;
      count = k + 1;
    }
  }
  for (std::size_t k = 0; k < count; ++k) keep[order[k]] = 1;
}

}  // namespace

void decide(std::span<const float> p, std::span<const float> words, Mode mode, float threshold,
            std::vector<std::uint8_t>& keep) {
  keep.assign(p.size(), 0);
  double all = 0, content = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    all += static_cast<double>(words[i]);
    content += static_cast<double>(p[i]) * static_cast<double>(words[i]);
  }
  if (p.size() < 5 || all <= 0) {
    std::fill(keep.begin(), keep.end(), std::uint8_t{1});
    return;
  }
  float least = threshold;
  if (threshold <= 0) {
    const bool clean = content >= 0.9 * all;
    least = mode == Mode::careful || clean ? kCertain : 2;
    if (mode != Mode::careful) keep_expected_f1(p, words, mode == Mode::strict ? 1.2 : 0.8, keep);
  }
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (p[i] >= least) keep[i] = 1;
  }
}

}  // namespace dechaff::model
