#include <algorithm>
#include <array>

#include "signals/families.h"
#include "signals/line_repeats.h"
#include "signals/ngram_shares.h"
#include "signals/python_text.h"

// Dolma's taggers gopher_v1, gopher_v2 and c4_v1 (Soldaini et al. 2024, arxiv.org/abs/2402.00159;
// python/dolma/taggers/gopher.py and c4.py of 1.2). Words stand between white space; all copies of
// what repeats are counted, the first too.

namespace dechaff::signals {
namespace {

double median_length(const TextColumns& t) {
  if (t.chunks.empty()) return 0;
  std::array<std::uint32_t, 256> counts{};
  std::vector<std::uint32_t> beyond;
  for (std::size_t i = 0; i < t.distinct.size(); ++i) {
    const std::uint32_t length = t.vocabulary.count(t.distinct[i], c_characters);
    if (length < counts.size()) {
      counts[length] += t.frequency[i];
    } else {
      beyond.insert(beyond.end(), t.frequency[i], length);
    }
  }
  std::sort(beyond.begin(), beyond.end());
  const auto nth = [&](std::size_t n) -> double {
    for (std::size_t length = 0; length < counts.size(); ++length) {
      if (n < counts[length]) return static_cast<double>(length);
      n -= counts[length];
    }
    return beyond[n];
  };
  const std::size_t all = t.chunks.size();
  return all % 2 == 1 ? nth(all / 2) : (nth(all / 2 - 1) + nth(all / 2)) / 2;
}

void gopher(const Subject& subject, double* out) {
  const TextColumns& t = subject.columns;
  const auto sum = [&](Count count) { return static_cast<double>(t.sums[count]); };
  const auto words = static_cast<double>(std::max<std::size_t>(t.chunks.size(), 1));
  const double characters = std::max(sum(c_characters), 1.0);
  *out++ = static_cast<double>(t.chunks.size());
  *out++ = median_length(t);
  *out++ = sum(c_symbol_chunks) / words;
  *out++ = sum(c_letter_chunks) / words;
  *out++ = sum(c_stop_chunks);
  double bullets = 0, ellipses = 0, bullets_2 = 0, ellipses_2 = 0;
  LineRepeats every, not_empty;
  for (std::size_t i = 0; i < t.lines.size(); ++i) {
    const LineColumn& line = t.lines[i];
    const std::string_view bytes = t.line(line);
    const double bullet = bytes.starts_with('*') || bytes.starts_with('-') ? 1 : 0;
    const double ellipsis = bytes.ends_with("…") ? 1 : 0;
    bullets += bullet;
    ellipses += ellipsis;
    every.add(line.hash, line.characters);
    if (bytes.empty() && i != 0 && i + 1 != t.lines.size()) continue;
    bullets_2 += bullet;
    ellipses_2 += ellipsis;
    not_empty.add(line.hash, line.characters);
  }
  *out++ = bullets / every.all();
  *out++ = ellipses / every.all();
  *out++ = every.copies() / every.all();
  *out++ = every.copy_characters() / characters;
  *out++ = bullets_2 / not_empty.all();
  *out++ = ellipses_2 / not_empty.all();
  *out++ = not_empty.copies() / not_empty.all();
  *out++ = not_empty.copy_characters() / characters;
}

/// Characters of all n-grams, each word as often as it is in one.
double all_characters(const WordColumn& words) {
  double sum = 0;
  for (std::size_t i = 0; i + words.n() <= words.ids.size(); ++i) {
    sum += words.characters(i, i + words.n());
  }
  return sum;
}

double top(const WordColumn& words) {
  const TopGram top = top_gram(words);
  return std::max(1.0, static_cast<double>(top.count)) *
         words.characters(top.first, top.first + words.n()) /
         std::max(static_cast<double>(words.total()), 1.0);
}

double repeated(const WordColumn& words) {
  double sum = 0;
  for (const std::uint32_t at : words.repeats.level().at) {
    sum += words.characters(at, at + words.n());
  }
  return sum == 0 ? 0 : sum / std::max(all_characters(words), 1.0);
}

void ngrams(const Subject&, const WordColumn& words, double* out) {
  if (words.n() < 2 || words.ids.size() < words.n()) return;
  out[words.n() - 2] = words.n() <= 4 ? top(words) : repeated(words);
}

void c4(const Subject& subject, double* out) {
  TextColumns& t = subject.columns;
  double no_end = 0, few = 0, javascript = 0, lorem = 0, brace = 0;
  std::string lower;
  for (const LineColumn& line : t.lines) {
    const std::string_view bytes = python_strip(t.line(line));
    if (bytes.empty() || std::string_view(".?!\"").find(bytes.back()) == std::string_view::npos) {
      ++no_end;
    }
    if (line.chunk_end - line.chunk_begin < 3) ++few;
    if (t.sums[c_open_braces] > 0 && bytes.find('{') != std::string_view::npos) brace = 1;
    if ((line.flags & f_phrase) == 0) continue;
    lower.clear();
    append_lower(lower, bytes);
    for (const std::string& phrase : t.lists().lorem_ipsum) {
      if (lower.find(phrase) != std::string::npos) lorem = 1;
    }
    for (std::uint32_t i = line.chunk_begin; i < line.chunk_end; ++i) {
      lower.clear();
      append_lower(lower, t.chunk_text(i));
      if (lower == "javascript") javascript = 1;
    }
  }
  for (const double value :
       {static_cast<double>(t.lines.size()), no_end, few, javascript, lorem, brace}) {
    *out++ = value;
  }
}

}  // namespace

std::vector<Group> dolma_groups() {
  constexpr std::string_view source =
      "Dolma 1.2, arxiv.org/abs/2402.00159, taggers gopher_v1 and _v2";
  return {
      {source,
       {{"dolma.word_count", "words", "words between white space"},
        {"dolma.median_word_length", "characters", "their median length"},
        {"dolma.symbol_to_word_ratio", "share", "words with \"#\" or \"…\""},
        {"dolma.alpha_words", "share", "words with a letter"},
        {"dolma.required_word_count", "words", "words that are one of eight stop words"},
        {"dolma.bullet_lines", "share", "lines that begin with * or - (v1: blank lines count)"},
        {"dolma.ellipsis_lines", "share", "lines that end with … (v1)"},
        {"dolma.dup_lines", "share", "lines that stand more than once, all copies (v1)"},
        {"dolma.dup_line_chars", "share", "characters in these lines (v1)"},
        {"dolma.bullet_lines_v2", "share", "the same without blank lines (v2)"},
        {"dolma.ellipsis_lines_v2", "share", "the same without blank lines (v2)"},
        {"dolma.dup_lines_v2", "share", "the same without blank lines (v2)"},
        {"dolma.dup_line_chars_v2", "share", "the same without blank lines (v2)"}},
       need_line_hashes | need_characters | need_english,
       gopher},
      {source,
       {{"dolma.top_2_gram", "share", "characters of the commonest word pair by its count"},
        {"dolma.top_3_gram", "share", "the same of three words"},
        {"dolma.top_4_gram", "share", "the same of four words"},
        {"dolma.dup_5_grams", "share", "characters of repeated 5-grams by those of all 5-grams"},
        {"dolma.dup_6_grams", "share", "the same of six words"},
        {"dolma.dup_7_grams", "share", "the same of seven words"},
        {"dolma.dup_8_grams", "share", "the same of eight words"},
        {"dolma.dup_9_grams", "share", "the same of nine words"},
        {"dolma.dup_10_grams", "share", "the same of ten words"}},
       need_chunk_repeats,
       nullptr,
       false,
       ngrams},
      {"Dolma 1.2, tagger c4_v1, without its list of bad words",
       {{"dolma.c4_line_count", "lines", "lines, the empty last one too"},
        {"dolma.c4_no_ending_punctuation", "lines", "lines without . ? ! or \" at the end"},
        {"dolma.c4_too_few_words", "lines", "lines of fewer than three words"},
        {"dolma.c4_has_javascript", "flag", "a word is \"javascript\""},
        {"dolma.c4_has_lorem_ipsum", "flag", "\"lorem ipsum\" occurs"},
        {"dolma.c4_has_curly_brace", "flag", "\"{\" occurs"}},
       need_characters,
       c4},
  };
}

}  // namespace dechaff::signals
