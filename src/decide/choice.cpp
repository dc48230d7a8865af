#include "decide/choice.h"

#include <algorithm>
#include <array>
#include <bit>

namespace dechaff::decide {
namespace {

constexpr float kCertain = 0.1F;        // under this a block is certainly no content
constexpr double kLeastContent = 50.0;  // words
constexpr double kLeastF1 = 0.25;

/// The errors of a page's lines go together, so the F1 is averaged over three
/// cases: the logits as they are (weight ½), and all of them 4.5 higher or
/// lower (¼ each). e^4.5; a shift of the logit by d makes p into p·e^d / (1 - p
/// + p·e^d), so no exponential is computed here.
constexpr double kShift = 90.01713130052181;

struct Case {
  double factor;
  double weight;
  double all = 0;     // expected content words of the page
  double gained = 0;  // of those, in the blocks kept so far

  double shifted(double p) const { return p * factor / (1.0 - p + p * factor); }
};

void keep_expected_f1(std::span<const float> p, std::span<const float> words, double a,
                      std::vector<std::uint8_t>& keep) {
  // By falling probability, then by place: the bits of numbers from 0 on sort as they do.
  std::vector<std::uint64_t> keys(p.size());
  for (std::size_t i = 0; i < p.size(); ++i)
    keys[i] = std::uint64_t{~std::bit_cast<std::uint32_t>(p[i])} << 32U | i;
  std::sort(keys.begin(), keys.end());
  const auto block_at = [&](std::size_t k) { return keys[k] & UINT32_MAX; };
  std::array<Case, 3> cases{{{1.0 / kShift, 0.25}, {1.0, 0.5}, {kShift, 0.25}}};
  for (std::size_t i = 0; i < p.size(); ++i) {
    for (Case& c : cases)
      c.all += c.shifted(static_cast<double>(p[i])) * static_cast<double>(words[i]);
  }
  double kept = 0, best = -1;
  std::size_t count = 0;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const std::size_t block = block_at(k);
    const auto w = static_cast<double>(words[block]);
    kept += w;
    double f1 = 0;
    for (Case& c : cases) {
      c.gained += c.shifted(static_cast<double>(p[block])) * w;
      f1 += c.weight * 2 * c.gained / (kept + a * c.all + 1e-9);
    }
    if (f1 > best) {
      best = f1;
      count = k + 1;
    }
  }
  for (std::size_t k = 0; k < count; ++k) keep[block_at(k)] = 1;
}

/// A shop's page that only scripts fill, a page of an error: hardly a word of it is expected to be
/// content, and what would be kept is most likely none.
bool has_nothing(std::span<const float> p, std::span<const float> words, double content,
                 const std::vector<std::uint8_t>& keep) {
  if (content >= kLeastContent) return false;
  double kept = 0, gained = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (keep[i] == 0) continue;
    kept += static_cast<double>(words[i]);
    gained += static_cast<double>(p[i]) * static_cast<double>(words[i]);
  }
  return 2 * gained < kLeastF1 * (kept + content);
}

}  // namespace

void choose_blocks(std::span<const float> p, std::span<const float> words, Mode mode,
                   float threshold, std::vector<std::uint8_t>& keep) {
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
    if (mode != Mode::careful) keep_expected_f1(p, words, mode == Mode::strict ? 0.5 : 1.0, keep);
  }
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (p[i] >= least) keep[i] = 1;
  }
  if (least > 1 && has_nothing(p, words, content, keep)) keep.assign(p.size(), 0);
}

}  // namespace dechaff::decide
