#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/rules_folder.h"
#include "evidence/evidence.h"
#include "model/evidence_features.h"
#include "model/features.h"
#include "model/model_file.h"
#include "model/network.h"
#include "model/page_kind.h"

namespace dechaff::model {

/// What a model says of one block, as probabilities 0…1. A head that the model's file does not have
/// is 0.
struct BlockProbabilities {
  float content = 0;   // the page's own text
  float tail = 0;      // after the end of the text
  float heading = 0;   // a heading within the text
  float title = 0;     // the title of the page's content
  float metadata = 0;  // a fact about the content: byline, date, tags
  float comment = 0;   // a reader's comment below an article or product
};

/// What the model says of one page, and its work space; one a thread.
struct PageScores {
  PageFeatures features;
  EvidenceFeatures evidence;
  NetworkWork work;
  std::vector<float> logits;
  std::vector<float> contributions;
  std::size_t heads = 0;
  PageKinds kinds{};  ///< how likely the page is of each kind

  std::size_t blocks() const { return features.blocks.size(); }
  float probability(std::size_t block, Head head) const;
  BlockProbabilities of(std::size_t block) const;
  /// The most likely kind of page, and how likely it is; nothing when the model knows no kinds.
  std::optional<std::pair<PageKind, float>> kind() const;
};

/// A trained line model. Immutable after loading; threads share it.
class LineModel {
 public:
  /// Pages of more blocks than this are no web pages, and too long to be held whole.
  static constexpr std::size_t most_blocks = 20000;

  /// Of a file. Throws Error for a broken or newer one.
  explicit LineModel(const std::string& path);
  /// Of the folder; of the program where the folder has none. Throws Error.
  explicit LineModel(const RulesFolder& folder);

  /// Scores a page by its lines (without endings; UTF-8, bad bytes allowed). False, and no scores,
  /// when the page has more than `most_blocks` blocks. O(bytes + blocks · 18,000).
  bool score(std::span<const std::string_view> lines, PageScores& scores) const;
  /// The same with what the input says of its lines: `lines` are their shown text, and empty
  /// ones are no part of the page. Evidence of another number of lines is not looked at.
  bool score(std::span<const std::string_view> lines, const evidence::Evidence& evidence,
             PageScores& scores) const;
  /// Whether the second is worth more than the first.
  bool sees_evidence() const { return network_.sees_evidence(); }

  /// What speaks most strongly against a block being content, in words, three things at most: "a
  /// short line; no sentence; near the end of the page". They come from a linear surrogate of the
  /// network, fitted on its logits.
  std::string evidence(PageScores& scores, std::size_t block) const;

 private:
  bool score(std::span<const std::string_view> lines, const evidence::Evidence* evidence,
             PageScores& scores) const;

  Network network_;
};

}  // namespace dechaff::model
