#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "evidence/evidence.h"
#include "model/blocks.h"

namespace dechaff {

inline constexpr std::size_t kEvidenceFeatures = 44;

/// The columns' names, in their order.
extern const std::array<std::string_view, kEvidenceFeatures> kEvidenceFeatureNames;

/// What the model sees of a page's evidence beside its features (model/features.h): a row for each
/// block. Reusable.
struct EvidenceFeatures {
  std::vector<float> rows;             ///< blocks × kEvidenceFeatures, each within 0 to 1
  std::vector<std::uint32_t> offsets;  ///< blocks + 1: a block's tokens in `tokens`
  std::vector<std::uint32_t> tokens;
};

/// `evidence` is of the lines that the blocks were made of. A block of several lines has the
/// element of its first; shares are of its characters. Where nothing is known all columns are zero.
/// O(blocks · columns + lines + tokens).
void compute_evidence_features(const evidence::Evidence& evidence, std::span<const Block> blocks,
                               EvidenceFeatures& out);

}  // namespace dechaff
