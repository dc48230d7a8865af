#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "evidence/evidence.h"
#include "model/blocks.h"
#include "model/title_match.h"

namespace dechaff {

inline constexpr std::size_t evidence_feature_count = 48;

/// The columns' names, in their order.
extern const std::array<std::string_view, evidence_feature_count> evidence_feature_names;

/// What the model sees of a page's evidence beside its features (model/features.h): a row for each
/// block. Reusable.
struct EvidenceFeatures {
  bool known = false;                  ///< some block is of known markup; else nothing follows
  std::vector<float> rows;             ///< blocks × evidence_feature_count, each within 0 to 1
  std::vector<std::uint32_t> offsets;  ///< blocks + 1: a block's tokens in `tokens`
  std::vector<std::uint32_t> tokens;
  std::vector<model_features::TitleMatch> titles;  ///< work space
};

/// `evidence` is of `lines`, which are its shown text; `blocks` were made of them. A block of
/// several lines has the element of its first; shares are of its characters. A block without markup
/// has zeros in all columns and no tokens: what plain text shows by signs is among the other
/// features. O(blocks · columns + lines + tokens).
void compute_evidence_features(const evidence::Evidence& evidence,
                               std::span<const std::string_view> lines,
                               std::span<const Block> blocks, EvidenceFeatures& out);

}  // namespace dechaff
