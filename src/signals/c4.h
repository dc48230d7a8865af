#pragma once

#include <cstdint>
#include <string>

#include "signals/columns.h"

namespace dechaff::signals {

/// What C4's rules make of the lines of a text (Raffel et al. 2020, section 2.2), as datatrove 0.10
/// does it (pipeline/filters/c4_filters.py). Each line is counted once, by the first rule that
/// takes it.
struct C4Lines {
  std::uint32_t lines = 0, kept = 0;
  std::uint32_t long_word = 0, no_terminal = 0, few_words = 0, javascript = 0, policy = 0;
  std::uint32_t lorem_ipsum = 0, curly_bracket = 0;  // each of these rejects the document
  std::uint32_t sentences = 0;                       // of the kept lines
};

/// `kept_text`, when it is not null, gets the lines that are kept, without citations.
C4Lines read_c4_lines(TextColumns& columns, std::string* kept_text);

}  // namespace dechaff::signals
