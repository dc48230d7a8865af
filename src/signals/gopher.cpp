#include <algorithm>
#include <bit>

#include "signals/families.h"
#include "signals/line_repeats.h"
#include "signals/ngram_shares.h"
#include "signals/python_text.h"

// Gopher's filters (Rae et al. 2021, arxiv.org/abs/2112.11446, appendix A1.1) as datatrove 0.10
// computes them: pipeline/filters/gopher_quality_filter.py and gopher_repetition_filter.py. Words
// are those of EnglishWords, whatever the language: datatrove's default.

namespace dechaff::signals {
namespace {

void quality(const Subject& subject, double* out) {
  const TextColumns& t = subject.columns;
  const auto& sums = t.sums;
  const auto words = static_cast<double>(sums[c_words]);
  *out++ = static_cast<double>(sums[c_solid_words]);
  *out++ = share(static_cast<double>(sums[c_solid_characters]),
                 static_cast<double>(sums[c_solid_words]));
  *out++ = share(static_cast<double>(sums[c_hashes]), words);
  *out++ = share(static_cast<double>(sums[c_dots] + sums[c_ellipses]), words);
  double lines = 0, bullets = 0, ellipses = 0;
  t.for_each_text_line([&](const LineColumn& line) {
    ++lines;
    const std::string_view stripped = python_strip(t.line(line));
    if (stripped.starts_with("•") || stripped.starts_with('-')) ++bullets;
    if (stripped.ends_with("...") || stripped.ends_with("…")) ++ellipses;
  });
  *out++ = share(bullets, lines);
  *out++ = share(ellipses, lines);
  *out++ = share(static_cast<double>(sums[c_letter_words]), words);
  *out++ = std::popcount(t.gopher_mask);
}

void lines(const Subject& subject, double* out) {
  const TextColumns& t = subject.columns;
  const double characters = t.characters;
  LineRepeats paragraphs, split;
  for_each_paragraph(python_strip(t.text), [&](std::string_view p) { paragraphs.add(p); });
  // re.split("\n+"): empty lines count only at the begin and the end.
  for (std::size_t i = 0; i < t.lines.size(); ++i) {
    const LineColumn& line = t.lines[i];
    if (line.begin < line.end || i == 0 || i + 1 == t.lines.size()) {
      split.add(line.hash, line.characters);
    }
  }
  const bool one = t.text.empty();
  *out++ = one ? no_value : split.later() / split.all();
  *out++ = share(split.later_characters(), characters);
  *out++ = one ? no_value : paragraphs.later() / paragraphs.all();
  *out++ = share(paragraphs.later_characters(), characters);
}

/// Characters of the most frequent n-gram, its spaces too, times its count, which may be 1.
double top(const WordColumn& words) {
  const std::size_t n = words.n();
  if (words.ids.size() < n) return no_value;
  const TopGram gram = top_gram(words);  // none: each occurs once, and the first counts
  return std::max(1.0, static_cast<double>(gram.count)) *
         (words.characters(gram.first, static_cast<std::uint32_t>(gram.first + n)) +
          static_cast<double>(n) - 1);
}

/// Goes over the text once: an n-gram that was met adds its characters and is jumped over.
double repeated(const WordColumn& words) {
  const Repeats::Level& level = words.repeats.level();
  const std::size_t n = words.n();
  std::vector<bool> met(level.count.size());
  double sum = 0;
  std::size_t from = 0;
  for (std::size_t k = 0; k < level.at.size(); ++k) {
    if (level.at[k] < from) continue;
    if (met[level.gram[k]]) {
      sum += words.characters(level.at[k], level.at[k] + n);
      from = level.at[k] + n;
    } else {
      met[level.gram[k]] = true;
    }
  }
  return sum;
}

void ngrams(const Subject& subject, const WordColumn& words, double* out) {
  if (words.n() < 2) return;
  const double characters = words.n() <= 4 ? top(words) : repeated(words);
  out[words.n() - 2] = share(characters, subject.columns.characters);
}

}  // namespace

std::vector<Group> gopher_groups() {
  constexpr std::string_view source =
      "Gopher, arxiv.org/abs/2112.11446 A1.1, as datatrove 0.10 computes it";
  return {
      {source,
       {{"gopher.words", "words", "words with a character that is no punctuation"},
        {"gopher.mean_word_length", "characters", "mean length of these words"},
        {"gopher.hash_ratio", "per word", "\"#\" by all words, punctuation among them"},
        {"gopher.ellipsis_ratio", "per word", "\"...\" and \"…\" by all words"},
        {"gopher.bullet_lines", "share", "lines that begin with • or -"},
        {"gopher.ellipsis_lines", "share", "lines that end with ... or …"},
        {"gopher.alpha_words", "share", "words with a letter, of all words"},
        {"gopher.stop_words", "words", "how many of eight English stop words occur"}},
       need_characters | need_english,
       quality},
      {source,
       {{"gopher.dup_line_frac", "share", "lines that are a second or later copy"},
        {"gopher.dup_line_char_frac", "share", "characters in these lines"},
        {"gopher.dup_para_frac", "share", "paragraphs that are a second or later copy"},
        {"gopher.dup_para_char_frac", "share", "characters in these paragraphs"}},
       need_line_hashes,
       lines},
      {source,
       {{"gopher.top_2_gram", "share",
         "characters of the commonest word pair, spaces too, by its count"},
        {"gopher.top_3_gram", "share", "the same of three words"},
        {"gopher.top_4_gram", "share", "the same of four words"},
        {"gopher.dup_5_grams", "share", "characters in runs of five words that stood before"},
        {"gopher.dup_6_grams", "share", "the same of six words"},
        {"gopher.dup_7_grams", "share", "the same of seven words"},
        {"gopher.dup_8_grams", "share", "the same of eight words"},
        {"gopher.dup_9_grams", "share", "the same of nine words"},
        {"gopher.dup_10_grams", "share", "the same of ten words"}},
       need_english_repeats,
       nullptr,
       false,
       ngrams},
  };
}

}  // namespace dechaff::signals
