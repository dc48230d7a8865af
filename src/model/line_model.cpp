#include "model/line_model.h"

#include <algorithm>
#include <cmath>

namespace dechaff::model {
namespace {

/// 1 / (1 + e^-x) from +, · and / alone, so that it is the same on every machine: e^-x is
/// (1 - x/2^16)^(2^16) by repeated squaring, off by less than 0.2 % of itself for |x| ≤ 12.
float logistic(float x) {
  x = std::clamp(x, -12.0F, 12.0F);
  const double t = 1.0 - static_cast<double>(x) / 65536.0;
  double power = t;
  for (int i = 0; i < 16; ++i) power *= power;
  return static_cast<float>(1.0 / (1.0 + power));
}

}  // namespace

float PageScores::probability(std::size_t block, Head head) const {
  const auto k = static_cast<std::size_t>(head);
  return k < heads ? logistic(logits[block * heads + k]) : 0.0F;
}

LineModel::LineModel(const std::string& path) : network_(load_model(path).weights) {}

LineModel::LineModel(const RulesFolder& folder) : network_(load_model(folder).weights) {}

bool LineModel::score(std::span<const std::string_view> lines, PageScores& scores) const {
  if (!compute_features(lines, scores.features, most_blocks)) return false;
  scores.heads = network_.heads();
  network_.score(scores.features, scores.work, scores.logits);
  return true;
}

std::string LineModel::evidence(PageScores& scores, std::size_t block) const {
  network_.contributions(scores.features, block, scores.contributions);
  std::vector<std::size_t> order(scores.contributions.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto value = [&](std::size_t i) { return scores.contributions[i]; };
  std::partial_sort(order.begin(), order.begin() + 3, order.end(),
                    [&](std::size_t a, std::size_t b) {
                      return value(a) != value(b) ? value(a) < value(b) : a < b;
                    });
  std::string out;
  for (std::size_t k = 0; k < 3 && value(order[k]) < 0; ++k) {
    const std::size_t i = order[k];
    const bool of_row = i < kRowFeatures;
    const std::string_view name =
        of_row ? kRowFeatureNames[i].name : kPageFeatureNames[i - kRowFeatures].name;
    if (!out.empty()) out += "; ";
    out += name;
    out += network_.surrogate()[i] > 0 ? " low" : " high";
  }
  return out;
}

}  // namespace dechaff::model
