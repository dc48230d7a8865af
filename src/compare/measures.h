#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/hash.h"

namespace dechaff::compare {

/// The words of a text as fingerprints, in order: runs of letters, digits and underscores of any
/// script in lower case, as Python's `\w+` finds them; for "zh" and "ja" each Han or kana character
/// is a word. The tokens of WCXB's evaluate.py. O(n).
std::vector<std::uint64_t> tokens(std::string_view text, std::string_view language);

/// Precision, recall and their harmonic mean.
struct Scores {
  double precision = 0, recall = 0, f1 = 0;
};

/// How many elements two sorted bags have in common. O(n).
std::size_t in_common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

/// Of two bags of words (sorted here): WCXB's measure. An empty gold is met by an empty prediction.
Scores word_scores(std::vector<std::uint64_t> predicted, std::vector<std::uint64_t> gold);

/// For each line of a page, whether at least half of its words (of three words in a row, for lines
/// of six or more) are in the gold: the best that a line filter can keep. O(n log n).
std::vector<bool> gold_lines(const std::vector<std::string_view>& lines, std::string_view gold,
                             std::string_view language);

}  // namespace dechaff::compare
