#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/rules_folder.h"
#include "model/evidence_features.h"
#include "model/features.h"
#include "model/page_kind.h"

namespace dechaff::model {

inline constexpr std::size_t kChannels = 48;
inline constexpr std::size_t kEmbedding = 16;
inline constexpr std::size_t kBlocks = 4;
inline constexpr std::size_t kInputs = kRowFeatures + kEmbedding;
inline constexpr std::size_t kEvidenceInputs = kEvidenceFeatures + kEmbedding;
inline constexpr std::size_t kMostNetworks = 2;

/// The outputs of a network for each block.
enum class Head : std::uint8_t { content, tail, heading, title, metadata, comment };
inline constexpr std::array<std::string_view, 6> kHeadNames = {"content", "tail",     "heading",
                                                               "title",   "metadata", "comment"};
inline constexpr std::size_t kHeads = kHeadNames.size();

/// A dense layer with eight-bit weights, output-major: y = (Σ w·x)·scale + bias, a scale an output.
struct QuantizedLayer {
  std::size_t inputs = 0;
  std::vector<std::int8_t> weights;  // kChannels × inputs
  std::vector<float> scale, bias;    // kChannels
};

/// The numbers of a line model, as they stand in its file. docs/model.md describes network and
/// file.
struct Weights {
  std::vector<float> row_mean, row_scale, page_mean, page_scale;
  std::vector<std::uint32_t> tokens;  // hashes of the known ones, ascending
  std::vector<std::uint16_t>
      row_of;  // the row of the table of each; words that mean the same share one
  std::vector<std::int8_t> table;  // rows × networks × kEmbedding
  std::vector<float> table_scale;  // networks
  struct Residual {
    std::vector<float> kernel;  // 5 × kChannels
    std::vector<float> bias;    // kChannels
    QuantizedLayer point;       // kChannels → kChannels
  };
  /// What adds to the first layer where markup is known; eight-bit, without a bias.
  struct EvidenceLayer {
    std::vector<std::int8_t> weights;  // kChannels × kEvidenceInputs
    std::vector<float> scale;          // kChannels
  };
  /// One of the networks whose mean logits count.
  struct Member {
    QuantizedLayer enter;           // kInputs → kChannels
    std::vector<float> enter_page;  // kChannels × kPageFeatures
    std::vector<float> pool1;       // kChannels × 2·kChannels
    std::array<Residual, kBlocks> blocks;
    EvidenceLayer evidence;  // empty unless sees_evidence
    std::vector<float> pool2, pool2_bias;
    std::vector<float> out, out_bias;    // heads × kChannels, heads
    std::vector<float> kind, kind_bias;  // kPageKinds × 2·kChannels, kPageKinds; or empty
    std::vector<float> out_of_kind;  // what a kind adds to `out`: kPageKinds × heads × kChannels
  };
  std::vector<Member> networks;  // 1…kMostNetworks
  /// kRowFeatures + kPageFeatures, and kEvidenceFeatures where they are seen; of the first head.
  std::vector<float> surrogate;
  std::size_t heads = 0;  // the first so many of Head
  bool knows_kinds = false;
  bool sees_evidence = false;
};

struct ModelFile {
  std::vector<std::pair<std::string, std::string>> header;  // name, trained on, licence, scores …
  Weights weights;

  std::string value(const std::string& key) const;  // empty when it is not there
};

/// Reads a model: lines of text "key value" that end with an empty line, then the numbers,
/// little-endian, in the order of Weights. Throws Error with the path for a file that is broken,
/// cut short, of a newer version or made for other features.
ModelFile load_model(const std::string& path);

/// The model of a folder of rules; the program's where it has none. Throws Error.
ModelFile load_model(const RulesFolder& folder);

/// The same from bytes; `path` is only named in errors.
ModelFile parse_model(std::string_view bytes, const std::string& path);

}  // namespace dechaff::model
