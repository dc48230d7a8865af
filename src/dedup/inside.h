#pragma once

#include <string_view>
#include <vector>

#include "dedup/clauses.h"
#include "text/abbreviations.h"
#include "text/span.h"

namespace dechaff::dedup {

/// What a line says twice within one of its sentences.
struct Inside {
  Repeat repeat;  // bytes of the line
  bool word;      // a doubled word; else a clause said again
};

/// Clauses of six words or more that say the same again (see similar_clauses(), .70), sentence by
/// sentence, then doubled words. Appends.
void repeats_inside(std::string_view line, const text::Abbreviations* abbreviations,
                    std::vector<Inside>& out);

/// What to cut so that a repeat is gone: the second word with the white space before it, or the
/// second clause with the mark before it; the mark at its end stays, so that the sentence ends
/// well.
Span cut_of(std::string_view line, const Inside& what);

}  // namespace dechaff::dedup
