#include <algorithm>
#include <functional>
#include <string>

#include "signals/families.h"
#include "signals/ngram_shares.h"

// Filters of NeMo Curator (nemo_curator/stages/text/filters, heuristic_filter.py) that have a
// definition of their own: words between white space, the text's characters below.

namespace dechaff::signals {
namespace {

void document(const Subject& subject, double* out) {
  const TextColumns& t = subject.columns;
  const auto sum = [&](Count count) { return static_cast<double>(t.sums[count]); };
  const auto words = static_cast<double>(t.chunks.size());
  *out++ = t.characters == 0 ? 1 : 1 - sum(c_latin_alphanumerics) / t.characters;
  *out++ = share(sum(c_sign_chunks), words);
  *out++ = share(sum(c_latin_chunks), words);
  *out++ = sum(c_stop_chunks);
}

/// What goes when the commonest n-gram, its words joined by one space, is taken out of the text.
double top(const TextColumns& t, const WordColumn& words) {
  const std::size_t n = words.n();
  if (words.ids.size() < n) return 1;
  const TopGram gram = top_gram(words);
  std::string joined;
  for (std::size_t i = gram.first; i < gram.first + n; ++i) {
    if (i > gram.first) joined += ' ';
    joined += t.chunk_text(i);
  }
  const double length = words.characters(gram.first, gram.first + n) + static_cast<double>(n) - 1;
  double count = 0;
  const std::boyer_moore_horspool_searcher searcher(joined.begin(), joined.end());
  for (auto at = t.text.begin();;) {
    at = std::search(at, t.text.end(), searcher);
    if (at == t.text.end()) break;
    ++count;
    at += static_cast<std::ptrdiff_t>(joined.size());
  }
  return count * length / t.characters;
}

/// Characters of second and later n-grams that were not counted yet, with their spaces.
double repeated(const WordColumn& words) {
  const Repeats::Level& level = words.repeats.level();
  const std::size_t n = words.n();
  std::vector<bool> met(level.count.size());
  double sum = 0;
  std::size_t counted = 0;  // up to this word
  for (std::size_t k = 0; k < level.at.size(); ++k) {
    const std::size_t at = level.at[k];
    if (!met[level.gram[k]]) {
      met[level.gram[k]] = true;
      continue;
    }
    const std::size_t overlap = counted > at ? counted - at : 0;
    sum +=
        words.characters(at + overlap, at + n) + static_cast<double>(std::min(n - overlap, n - 1));
    counted = at + n;
  }
  return sum;
}

void ngrams(const Subject& subject, const WordColumn& words, double* out) {
  const TextColumns& t = subject.columns;
  if (words.n() < 2) return;
  double& value = out[words.n() - 2];
  if (words.n() <= 4) {
    value = t.characters == 0 ? 1 : top(t, words);
  } else {
    value = words.ids.size() < words.n() ? 1 : repeated(words) / t.characters;
  }
}

}  // namespace

std::vector<Group> nemo_groups() {
  constexpr std::string_view source = "NeMo Curator, heuristic_filter.py";
  return {
      {source,
       {{"nemo.non_alpha_numeric", "share", "characters that are no letter A to Z and no digit"},
        {"nemo.symbol_to_word", "share", "words that are an ellipsis or # in the main"},
        {"nemo.words_with_alphabets", "share", "words with a letter A to Z"},
        {"nemo.common_english_words", "words", "words that are one of eight stop words"}},
       need_characters | need_english,
       document},
      {source,
       {{"nemo.top_2_gram", "share",
         "what goes when the commonest word pair is taken out of the text"},
        {"nemo.top_3_gram", "share", "the same of three words"},
        {"nemo.top_4_gram", "share", "the same of four words"},
        {"nemo.dup_5_grams", "share", "characters of second and later 5-grams, spaces too"},
        {"nemo.dup_6_grams", "share", "the same of six words"},
        {"nemo.dup_7_grams", "share", "the same of seven words"},
        {"nemo.dup_8_grams", "share", "the same of eight words"},
        {"nemo.dup_9_grams", "share", "the same of nine words"},
        {"nemo.dup_10_grams", "share", "the same of ten words"}},
       need_chunk_repeats,
       nullptr,
       false,
       ngrams},
  };
}

}  // namespace dechaff::signals
