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

inline constexpr std::size_t channel_count = 48;
inline constexpr std::size_t embedding_size = 16;
inline constexpr std::size_t block_count = 4;
inline constexpr std::size_t input_count = row_feature_count + embedding_size;
inline constexpr std::size_t evidence_input_count = evidence_feature_count + embedding_size;
inline constexpr std::size_t most_networks = 2;

/// The outputs of a network for each block.
enum class Head : std::uint8_t { content, tail, heading, title, metadata, comment };
inline constexpr std::array<std::string_view, 6> head_names = {"content", "tail",     "heading",
                                                               "title",   "metadata", "comment"};
inline constexpr std::size_t head_count = head_names.size();

/// A dense layer with eight-bit weights, output-major: y = (Σ w·x)·scale + bias, a scale an output.
struct QuantizedLayer {
  std::size_t inputs = 0;
  std::vector<std::int8_t> weights;  // channel_count × inputs
  std::vector<float> scale, bias;    // channel_count
};

/// The numbers of a line model, as they stand in its file. docs/model.md describes network and
/// file.
struct Weights {
  std::vector<float> row_mean, row_scale, page_mean, page_scale;
  std::vector<std::uint32_t> tokens;  // hashes of the known ones, ascending
  std::vector<std::uint16_t>
      row_of;  // the row of the table of each; words that mean the same share one
  std::vector<std::int8_t> table;  // rows × networks × embedding_size
  std::vector<float> table_scale;  // networks
  struct Residual {
    std::vector<float> kernel;  // 5 × channel_count
    std::vector<float> bias;    // channel_count
    QuantizedLayer point;       // channel_count → channel_count
  };
  /// What adds to the first layer where markup is known; eight-bit, without a bias.
  struct EvidenceLayer {
    std::vector<std::int8_t> weights;  // channel_count × evidence_input_count
    std::vector<float> scale;          // channel_count
  };
  /// One of the networks whose mean logits count.
  struct Member {
    QuantizedLayer enter;           // input_count → channel_count
    std::vector<float> enter_page;  // channel_count × page_feature_count
    std::vector<float> pool1;       // channel_count × 2·channel_count
    std::array<Residual, block_count> blocks;
    EvidenceLayer evidence;  // empty unless sees_evidence
    std::vector<float> pool2, pool2_bias;
    std::vector<float> out, out_bias;  // heads × channel_count, heads
    std::vector<float> kind,
        kind_bias;  // page_kind_count × 2·channel_count, page_kind_count; or empty
    std::vector<float>
        out_of_kind;  // what a kind adds to `out`: page_kind_count × heads × channel_count
  };
  std::vector<Member> networks;  // 1…most_networks
  /// row_feature_count + page_feature_count, and evidence_feature_count where they are seen; of the
  /// first head.
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
