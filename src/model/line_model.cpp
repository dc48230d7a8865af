#include "model/line_model.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "model/feature_words.h"
#include "model/fixed_exp.h"

namespace dechaff::model {
namespace {

/// Of row features, page features, evidence's columns.
std::string_view feature_name(std::size_t i) {
  if (i < row_feature_count) return row_feature_names[i].name;
  i -= row_feature_count;
  return i < page_feature_count ? page_feature_names[i].name
                                : evidence_feature_names[i - page_feature_count];
}

}  // namespace

float PageScores::probability(std::size_t block, Head head) const {
  const auto k = static_cast<std::size_t>(head);
  return k < heads ? model_math::logistic(logits[block * heads + k]) : 0.0F;
}

BlockProbabilities PageScores::of(std::size_t block) const {
  return {probability(block, Head::content),  probability(block, Head::tail),
          probability(block, Head::heading),  probability(block, Head::title),
          probability(block, Head::metadata), probability(block, Head::comment)};
}

std::optional<std::pair<PageKind, float>> PageScores::kind() const {
  const auto best = std::max_element(kinds.begin(), kinds.end());
  if (*best <= 0) return std::nullopt;
  return std::pair{static_cast<PageKind>(best - kinds.begin()), *best};
}

LineModel::LineModel(const std::string& path) : network_(load_model(path).weights) {}

LineModel::LineModel(const RulesFolder& folder) : network_(load_model(folder).weights) {}

bool LineModel::score(std::span<const std::string_view> lines, PageScores& scores) const {
  return score(lines, nullptr, scores);
}

bool LineModel::score(std::span<const std::string_view> lines, const evidence::Evidence& evidence,
                      PageScores& scores) const {
  return score(lines, &evidence, scores);
}

bool LineModel::score(std::span<const std::string_view> lines, const evidence::Evidence* evidence,
                      PageScores& scores) const {
  scores.evidence.known = false;
  if (!compute_features(lines, scores.features, most_blocks)) return false;
  if (evidence != nullptr && sees_evidence() && evidence->lines() == lines.size())
    compute_evidence_features(*evidence, lines, scores.features.blocks, scores.evidence);
  scores.heads = network_.heads();
  network_.score(scores.features, &scores.evidence, scores.work, scores.logits, scores.kinds);
  return true;
}

std::string LineModel::evidence(PageScores& scores, std::size_t block) const {
  network_.contributions(scores.features, &scores.evidence, block, scores.contributions);
  std::vector<std::size_t> order(scores.contributions.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto value = [&](std::size_t i) { return scores.contributions[i]; };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return value(a) != value(b) ? value(a) < value(b) : a < b;
  });
  std::string out;
  std::array<std::string_view, 3> told;
  std::size_t count = 0;
  for (const std::size_t i : order) {
    if (count == told.size() || value(i) >= 0) break;
    const bool high = network_.surrogate()[i] <= 0;
    const std::string_view words = feature_words(feature_name(i), high);
    const auto* end = told.data() + count;
    if (words.empty() || std::find<const std::string_view*>(told.data(), end, words) != end)
      continue;
    told[count++] = words;
    if (!out.empty()) out += "; ";
    out += words;
  }
  return out;
}

}  // namespace dechaff::model
