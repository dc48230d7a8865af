#include <algorithm>
#include <bit>
#include <cmath>

#include "signals/families.h"
#include "signals/ngram_shares.h"
#include "signals/python_text.h"
#include "signals/redpajama_lines.h"

// The signals of RedPajama-v2 that need no model and no list of others
// (github.com/togethercomputer/RedPajama-Data, app/src/core/quality_signals;
// arxiv.org/abs/2411.12372). Normalised text: no ASCII punctuation, lower case, one space, NFD. Raw
// words: WordPunct of NLTK. Not here: what a model scores, and the lists LDNOOBW and UT1. Stop
// words are ours, see lists.h.

namespace dechaff::signals {
namespace {

/// Of the regular expression \b[^.!?]+[.!?]*: stretches between these marks with a word character.
double sentences(const TextColumns& t) {
  std::uint64_t count = 0;
  bool word = false;
  for (const std::uint32_t local : t.locals) {
    const Chunk& chunk = t.distinct[local];
    if ((chunk.flags & f_word_before) != 0) word = true;
    if ((chunk.flags & f_marks) == 0) continue;
    count += (word ? 1 : 0) + t.vocabulary.inner_sentences(chunk);
    word = (chunk.flags & f_word_after) != 0;
  }
  return static_cast<double>(count + (word ? 1 : 0));
}

double stop_word_share(const TextColumns& t) {
  const std::size_t language = t.language();
  double stops = 0;
  if (language == 16) return share(0, static_cast<double>(t.sums[c_raw_words]));
  for (std::size_t i = 0; i < t.distinct.size(); ++i) {
    for (const std::uint32_t mask : t.vocabulary.stops_of(t.distinct[i])) {
      stops += (mask >> language & 1) * t.frequency[i];
    }
  }
  return share(stops, static_cast<double>(t.sums[c_raw_words]));
}

double lorem_ipsum(const TextColumns& t) {
  double count = 0;
  const bool any = std::any_of(t.distinct.begin(), t.distinct.end(),
                               [](const Chunk& chunk) { return (chunk.flags & f_phrase) != 0; });
  for (std::size_t i = 0; any && i + 1 < t.locals.size(); ++i) {
    const Chunk& chunk = t.chunk(i + 1);
    const Chunk& before = t.chunk(i);
    if (((chunk.flags | before.flags) & f_phrase) == 0) continue;
    if (t.vocabulary.word_text(before.normal).ends_with("lorem") &&
        t.vocabulary.word_text(chunk.normal).starts_with("ipsum")) {
      ++count;
    }
  }
  const auto words = static_cast<double>(t.sums[c_normal_words]);
  return count == 0 ? 0
                    : share(count, static_cast<double>(t.sums[c_normal_characters]) + words - 1);
}

void document(const Subject& subject, double* out) {
  const TextColumns& t = subject.columns;
  const auto sum = [&](Count count) { return static_cast<double>(t.sums[count]); };
  const double words = sum(c_normal_words), raw = sum(c_raw_words);
  *out++ = words;
  *out++ = share(sum(c_normal_characters), words);
  *out++ = share(sum(c_hashes) + sum(c_dots) + sum(c_ellipses), raw);
  double lines = 0, ellipses = 0;
  for (const LineColumn& line : t.lines) {
    if (line.begin == t.text.size()) break;
    ++lines;
    const std::string_view bytes = python_rstrip(t.line(line));
    if (bytes.ends_with("...") || bytes.ends_with("…")) ++ellipses;
  }
  *out++ = share(ellipses, lines);
  *out++ = raw == 0 ? no_value : 1 - sum(c_raw_latin_words) / raw;
  *out++ = share(sum(c_raw_capital_words), raw);
  *out++ = share(sum(c_open_braces) + sum(c_close_braces), t.characters);
  *out++ = lorem_ipsum(t);
  *out++ = sentences(t);
  *out++ = words == 0 ? 0 : stop_word_share(t);
}

/// Distinct words and their entropy, -Σ p ln p over the counts.
void diversity(const WordColumn& words, double* out) {
  const auto all = static_cast<double>(words.ids.size());
  *out++ = share(static_cast<double>(words.distinct), all);
  if (words.ids.empty()) {
    *out = no_value;
    return;
  }
  // Σ p ln p = Σ c ln c / N - ln N; words that stand once add nothing to the first sum.
  double sum = 0;
  for (const std::uint32_t count : words.repeats.level().count) {
    if (count > 1) sum += count * std::log(count);
  }
  *out = std::log(all) - sum / all;
}

double top(const WordColumn& words) {
  const TopGram top = top_gram(words);
  if (top.count == 0) return 0;
  const auto end = static_cast<std::uint32_t>(top.first + words.n());
  return share(words.characters(top.first, end) * double{1} * top.count, words.total());
}

void ngrams(const Subject&, const WordColumn& words, double* out) {
  if (words.n() == 1) {
    diversity(words, out);
    return;
  }
  double& value = out[words.n()];
  if (words.n() <= 4) {
    value = top(words);
  } else {
    value = words.total() == 0 ? 0 : covered_characters(words) / words.total();
  }
}

/// Means over the lines of what RedPajama-v2 gives for each line.
void lines(const Subject& subject, double* out) {
  const TextColumns& t = subject.columns;
  double count = 0, sums[RedpajamaLine::count] = {};
  for (const LineColumn& line : t.lines) {
    if (line.begin == t.text.size()) break;
    ++count;
    const RedpajamaLine values = redpajama_line(t, line);
    for (std::size_t i = 0; i < RedpajamaLine::count; ++i) sums[i] += values.values[i];
  }
  for (const double sum : sums) *out++ = share(sum, count);
}

}  // namespace

std::vector<Group> redpajama_groups() {
  constexpr std::string_view source =
      "RedPajama-v2, arxiv.org/abs/2411.12372, app/src/core/quality_signals";
  return {
      {source,
       {{"rps_doc_word_count", "words", "words of the normalised text"},
        {"rps_doc_mean_word_length", "characters", "their mean length"},
        {"rps_doc_symbol_to_word_ratio", "per word", "\"#\", \"...\" and \"…\" by raw words"},
        {"rps_doc_frac_lines_end_with_ellipsis", "share", "lines that end with ... or …"},
        {"rps_doc_frac_no_alph_words", "share", "raw words without a letter from A to Z"},
        {"rps_doc_frac_all_caps_words", "share", "raw words in capitals"},
        {"rps_doc_curly_bracket", "share", "{ and } by characters"},
        {"rps_doc_lorem_ipsum", "per character", "\"lorem ipsum\" in the normalised text"},
        {"rps_doc_num_sentences", "sentences", "matches of \\b[^.!?]+[.!?]*"},
        {"rps_doc_stop_word_fraction", "share",
         "raw words that are stop words (our lists, of the language with the most)"}},
       need_characters | need_normal | need_raw,
       document},
      {source,
       {{"rps_doc_frac_unique_words", "share", "distinct words of the normalised text"},
        {"rps_doc_unigram_entropy", "nats", "entropy of their frequencies"},
        {"rps_doc_frac_chars_top_2gram", "share", "characters in the commonest word pair"},
        {"rps_doc_frac_chars_top_3gram", "share", "the same of three words"},
        {"rps_doc_frac_chars_top_4gram", "share", "the same of four words"},
        {"rps_doc_frac_chars_dupe_5grams", "share", "characters that repeated 5-grams cover"},
        {"rps_doc_frac_chars_dupe_6grams", "share", "the same of six words"},
        {"rps_doc_frac_chars_dupe_7grams", "share", "the same of seven words"},
        {"rps_doc_frac_chars_dupe_8grams", "share", "the same of eight words"},
        {"rps_doc_frac_chars_dupe_9grams", "share", "the same of nine words"},
        {"rps_doc_frac_chars_dupe_10grams", "share", "the same of ten words"}},
       need_normal_repeats,
       nullptr,
       false,
       ngrams},
      {source,
       {{"rps_lines_ending_with_terminal_punctution_mark", "share",
         "mean over lines: ends with . ! ? or ” (the name is spelt so)"},
        {"rps_lines_javascript_counts", "words", "mean over lines: words that are \"javascript\""},
        {"rps_lines_num_words", "words", "mean over lines: normalised words"},
        {"rps_lines_numerical_chars_fraction", "share", "mean over lines: numerals by characters"},
        {"rps_lines_start_with_bulletpoint", "share", "mean over lines: begins with a bullet"},
        {"rps_lines_uppercase_letter_fraction", "share",
         "mean over lines: capitals by characters"}},
       need_characters | need_normal,
       lines},
  };
}

}  // namespace dechaff::signals
