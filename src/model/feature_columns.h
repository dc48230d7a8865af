#pragma once

#include <cstddef>
#include <cstdint>

#include "model/features.h"

namespace dechaff::model_features {

/// Columns that several feature families share, one value a block. Views into
/// PageFeatures::Scratch.
struct Columns {
  std::size_t count = 0;
  float* words = nullptr;        ///< word equivalents
  float* prose = nullptr;        ///< 1 for a prose line, see reads_on()
  float* sentence = nullptr;     ///< 1 for six words or more that end like a sentence
  float* brief = nullptr;        ///< 1 for under five words
  float* prose_words = nullptr;  ///< words · prose
  float* sums = nullptr;         ///< scratch for running sums, count + 1
  float* score = nullptr;        ///< scratch for segment scores
  float* cluster = nullptr;      ///< words of the block's prose cluster, 0 outside
};

/// Part of the features' version: what decides by prose is decide::is_prose().
/// Ten words with a sentence end or colon, or twenty-five words whatever they end with.
bool reads_on(const LineStats& stats, float words);
bool ends_with_stop(const LineStats& stats);

/// Lengths, marks and classes of each block alone. Writes row columns [0, own_features).
inline constexpr std::size_t own_features = 50;
void write_own(const PageFeatures& features, const Columns& columns, float* rows);

/// Repeats of lines and shapes, words shared with the page. Writes columns [50, 56), 110 and 111.
void write_repeats(PageFeatures& features, const Columns& columns, float* rows);

/// Place, neighbourhood, segments and clusters. Writes columns [56, 110) and the page's own.
void write_context(PageFeatures& features, const Columns& columns, float* rows);

}  // namespace dechaff::model_features
