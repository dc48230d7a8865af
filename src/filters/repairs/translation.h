#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "filters/repairs/repair.h"

namespace dechaff::rules {
class PackLibrary;
}

namespace dechaff::repairs {

/// The words that the repair of machine-translated text needs; they stand in the packs.
struct TranslationWords {
  std::unordered_set<std::string> openers;  // that begin sentences: "The", "Whether"
  std::unordered_set<std::string> stray;    // put by translators in the place of a full stop
  std::unordered_set<std::string> doubles;  // that may stand twice, in lower case
};

/// Those of English and of English translated from Chinese. O(words).
TranslationWords translation_words(const rules::PackLibrary& packs);

/// A hyphen that came apart: "grass -roots". Both halves are small letters, two and three at least.
void find_split_hyphens(std::string_view line, Repairs& out);

/// The second of two equal words ("of of"), unless the word may stand twice ("had had").
void find_doubled_words(std::string_view line, const TranslationWords& words, Repairs& out);

/// Stray words behind the end of a sentence, before another one or the line's end: "brand.
/// Essence".
void find_stray_words(std::string_view line, const TranslationWords& words, Repairs& out);

/// Sentences without a stop between them: "in its reportWhether it is". The second begins with an
/// opener, the first part is a word of three small letters at least. Puts ". " between them.
void find_glued_sentences(std::string_view line, const TranslationWords& words, Repairs& out);

}  // namespace dechaff::repairs
