#include <algorithm>

#include "signals/families.h"
#include "signals/line_repeats.h"
#include "signals/ngram_shares.h"

// The repetition filter of DCLM (Li et al. 2024, arxiv.org/abs/2406.11794; repetition_filter of
// baselines/mappers/filters/content_filters.py): words of UAX #29 without punctuation, characters
// in words, all copies.

namespace dechaff::signals {
namespace {

void put(const LineRepeats& repeats, double*& out) {
  if (repeats.all() == 0) {
    *out++ = no_value;
    *out++ = no_value;
    return;
  }
  *out++ = repeats.all() == 1 ? 0 : repeats.copies() / repeats.all();
  *out++ = repeats.all() == 1 ? 0 : repeats.copy_characters() / repeats.characters();
}

void lines(const Subject& subject, double* out) {
  const TextColumns& t = subject.columns;
  LineRepeats lines, paragraphs;
  for (const LineColumn& line : t.lines) {
    if (line.chunk_begin < line.chunk_end) lines.add(line.hash, line.characters);
  }
  std::size_t begin = 0;
  while (begin <= t.text.size()) {
    const std::size_t end = std::min(t.text.find("\n\n", begin), t.text.size());
    const std::string_view paragraph = t.text.substr(begin, end - begin);
    if (!python_strip(paragraph).empty()) paragraphs.add(paragraph);
    begin = end + 2;
  }
  *out++ = static_cast<double>(t.sums[c_unicode_words]);
  put(lines, out);
  put(paragraphs, out);
}

/// The longest of the commonest n-grams.
double top(const WordColumn& words) {
  const Repeats::Level& level = words.repeats.level();
  const TopGram most = top_gram(words);
  if (most.count == 0) return 0;
  std::uint32_t longest = 0;
  for (std::size_t gram = 0; gram < level.count.size(); ++gram) {
    if (level.count[gram] != most.count) continue;
    longest = std::max(longest, words.characters(level.first[gram], level.first[gram] + words.n()));
  }
  return static_cast<double>(most.count) * longest / words.total();
}

void ngrams(const Subject&, const WordColumn& words, double* out) {
  if (words.n() < 2) return;
  double& value = out[words.n() - 2];
  if (words.n() <= 4) {
    value = top(words);
    return;
  }
  const double covered = covered_characters(words);
  value = covered == 0 ? 0 : covered / words.total();
}

}  // namespace

std::vector<Group> dclm_groups() {
  constexpr std::string_view source = "DCLM, arxiv.org/abs/2406.11794, repetition_filter";
  return {
      {source,
       {{"dclm.words", "words", "UAX #29 words without punctuation"},
        {"dclm.dup_lines", "share",
         "lines that stand more than once, all copies; blank ones left out"},
        {"dclm.dup_line_chars", "share", "characters in these lines"},
        {"dclm.dup_paras", "share", "paragraphs that stand more than once, all copies"},
        {"dclm.dup_para_chars", "share", "characters in these paragraphs"}},
       need_line_hashes | need_unicode,
       lines},
      {source,
       {{"dclm.top_2_gram", "share",
         "characters of the longest of the commonest word pairs by its count"},
        {"dclm.top_3_gram", "share", "the same of three words"},
        {"dclm.top_4_gram", "share", "the same of four words"},
        {"dclm.dup_5_grams", "share", "characters of words that repeated 5-grams cover"},
        {"dclm.dup_6_grams", "share", "the same of six words"},
        {"dclm.dup_7_grams", "share", "the same of seven words"},
        {"dclm.dup_8_grams", "share", "the same of eight words"},
        {"dclm.dup_9_grams", "share", "the same of nine words"},
        {"dclm.dup_10_grams", "share", "the same of ten words"}},
       need_unicode_repeats,
       nullptr,
       false,
       ngrams},
  };
}

}  // namespace dechaff::signals
