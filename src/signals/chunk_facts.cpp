#include <algorithm>

#include "signals/marks.h"
#include "signals/python_text.h"
#include "signals/vocabulary.h"
#include "text/normalize.h"
#include "text/words.h"

// What is counted of a chunk, once for every distinct one.

namespace dechaff::signals {

void Vocabulary::fill(std::string_view text, Chunk& chunk, LargeChunk& full) {
  if (asked(asked_characters)) count_characters(text, chunk, full);
  if (asked(asked_english)) cut_english(text, chunk, full);
  if (asked(asked_unicode)) cut_unicode(text, full);
  if (asked(asked_raw)) count_raw_words(text, full);
  if (!asked(asked_characters | asked_normal)) return;
  lower_.clear();
  append_lower(lower_, text);
  if (asked(asked_characters)) look_for_lower(chunk);
  if (asked(asked_normal)) normalize(chunk, full);
}

/// What fill() gives, for a chunk of ASCII letters that is cut nowhere: half of all.
void Vocabulary::fill_letters(std::string_view text, Chunk& chunk, LargeChunk& full) {
  auto& counts = full.counts;
  const auto size = static_cast<std::uint32_t>(text.size());
  lower_.assign(text);
  std::uint32_t capitals = 0;
  for (char& c : lower_) {
    capitals += (c & 0x20) == 0 ? 1 : 0;
    c = static_cast<char>(c | 0x20);
  }
  std::uint32_t id = 0;
  if (asked(asked_english | asked_unicode)) id = letters_id(text);
  if (asked(asked_characters)) {
    counts[c_characters] = counts[c_latin_alphanumerics] = size;
    counts[c_capitals] = capitals;
    counts[c_letter_chunks] = counts[c_latin_chunks] = 1;
    chunk.flags |= f_word_before | f_word_after;
    if (size > 1000) chunk.flags |= f_long;
    look_for_lower(chunk);
  }
  if (asked(asked_english)) {
    counts[c_words] = counts[c_solid_words] = counts[c_letter_words] = 1;
    counts[c_solid_characters] = size;
    chunk.gopher_mask = gopher_stop(text);
    counts[c_stop_chunks] = chunk.gopher_mask != 0 ? 1 : 0;
    full.words = 1;
    list_.push_back(id);
  }
  if (asked(asked_unicode)) {
    counts[c_unicode_words] = full.unicode_words = 1;
    counts[c_unicode_characters] = size;
    list_.push_back(id);
  }
  if (asked(asked_raw)) {
    counts[c_raw_words] = counts[c_raw_latin_words] = 1;
    counts[c_raw_capital_words] = capitals == size ? 1 : 0;
    add_stops(text, full);
  }
  if (asked(asked_normal)) {
    chunk.normal = id != 0 && capitals == 0 ? id : letters_id(lower_);
    counts[c_normal_words] = 1;
    counts[c_normal_characters] = size;
    if (lower_ == "javascript") chunk.flags |= f_javascript;
  }
}

std::uint8_t Vocabulary::gopher_stop(std::string_view word) const {
  std::uint8_t mask = 0;
  for (std::size_t i = 0; i < lists_.gopher_stop_words.size(); ++i) {
    if (word == lists_.gopher_stop_words[i]) mask = static_cast<std::uint8_t>(mask | 1U << i);
  }
  return mask;
}

void Vocabulary::cut_english(std::string_view text, Chunk& chunk, LargeChunk& full) {
  auto& counts = full.counts;
  spans_.clear();
  english_.cut(text, spans_);
  for (const Span span : spans_) {
    const std::string_view word = text.substr(span.begin, span.size());
    const std::uint32_t id = word_id(word);
    list_.push_back(id);
    if ((words_[id].flags & w_ends_sentence) != 0) chunk.flags |= f_sentence_mark;
    bool solid = false, letter = false;
    for (std::size_t i = 0; i < word.size() && !(solid && letter);) {
      const text::Decoded d = text::decode(word, i);
      solid = solid || !is_datatrove_punctuation(d.c);
      letter = letter || text::is_letter(d.c);
      i += d.bytes;
    }
    ++counts[c_words];
    if (solid) {
      ++counts[c_solid_words];
      counts[c_solid_characters] += words_[id].characters;
    }
    if (letter) ++counts[c_letter_words];
    chunk.gopher_mask = static_cast<std::uint8_t>(chunk.gopher_mask | gopher_stop(word));
  }
  full.words = static_cast<std::uint32_t>(spans_.size());
  if (spans_.size() == 1 && chunk.gopher_mask != 0) counts[c_stop_chunks] = 1;
}

void Vocabulary::cut_unicode(std::string_view text, LargeChunk& full) {
  text::for_each_word(text, [&](Span span) {
    const std::uint32_t id = word_id(text.substr(span.begin, span.size()));
    list_.push_back(id);
    ++full.unicode_words;
    ++full.counts[c_unicode_words];
    full.counts[c_unicode_characters] += words_[id].characters;
  });
}

/// Stop words and phrases of C4, which are found in the lower form.
void Vocabulary::look_for_lower(Chunk& chunk) const {
  if (stop_ends_.may_hold(lower_)) {
    const auto stop = lists_.stop_words.find(std::string_view(lower_));
    if (stop != lists_.stop_words.end()) chunk.stop_mask = stop->second;
  }
  if (lower_.size() < shortest_phrase_word_) return;
  for (const std::string& word : phrase_words_) {
    if (lower_.find(word) != std::string::npos) chunk.flags |= f_phrase;
  }
}

void Vocabulary::normalize(Chunk& chunk, LargeChunk& full) {
  normal_.clear();
  for (const char c : lower_) {
    if (!is_ascii_punctuation(c)) normal_ += c;
  }
  std::string decomposed;
  if (text::to_nfd(normal_, decomposed)) normal_ = std::move(decomposed);
  if (normal_ == "javascript") chunk.flags |= f_javascript;
  if (normal_.empty()) return;
  chunk.normal = word_id(normal_);
  full.counts[c_normal_words] = 1;
  full.counts[c_normal_characters] = words_[chunk.normal].characters;
  for (std::size_t i = 0; i < normal_.size();) {
    const text::Decoded d = text::decode(normal_, i);
    if (is_python_numeric(d.c)) ++full.counts[c_numerals];
    i += d.bytes;
  }
}

void Vocabulary::count_characters(std::string_view text, Chunk& chunk, LargeChunk& full) {
  auto& counts = full.counts;
  std::uint32_t dots = 0, hashes = 0;
  bool word = false, first = true, letter = false, latin = false;
  for (std::size_t i = 0; i < text.size();) {
    const text::Decoded d = text::decode(text, i);
    i += d.bytes;
    ++counts[c_characters];
    dots = d.c == '.' ? dots + 1 : 0;
    if (dots == 3) {
      ++counts[c_dots];
      dots = 0;
    }
    if (d.c == '.' || d.c == '!' || d.c == '?') {
      chunk.flags |= f_marks;
      if (first && word) chunk.flags |= f_word_before;
      if (!first && word) ++full.inner_sentences;
      first = false;
      word = false;
    } else if (is_python_word(d.c)) {
      word = true;
    }
    if (d.c == '#') ++hashes;
    if (d.c == U'…') ++counts[c_ellipses];
    if (d.c == '{') ++counts[c_open_braces];
    if (d.c == '}') ++counts[c_close_braces];
    if (d.c == '[') chunk.flags |= f_bracket;
    if (text::is_upper(d.c)) ++counts[c_capitals];
    letter = letter || text::is_letter(d.c);
    const bool ascii_letter = (d.c | 0x20U) >= 'a' && (d.c | 0x20U) <= 'z';
    latin = latin || ascii_letter;
    if (ascii_letter || (d.c >= '0' && d.c <= '9')) ++counts[c_latin_alphanumerics];
  }
  if (word) chunk.flags |= first ? f_word_before | f_word_after : f_word_after;
  counts[c_hashes] = hashes;
  counts[c_letter_chunks] = letter;
  counts[c_latin_chunks] = latin;
  counts[c_symbol_chunks] = hashes > 0 || counts[c_ellipses] > 0;
  const bool sign = text == "..." || text == "…" || text == "[...]" || text == "[…]";
  counts[c_sign_chunks] = sign || 2 * hashes > counts[c_characters];
  if (counts[c_characters] > 1000) chunk.flags |= f_long;
}

void Vocabulary::count_raw_words(std::string_view text, LargeChunk& full) {
  auto& counts = full.counts;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const bool word = is_python_word(text::decode(text, i).c);
    bool latin = false, cased = false, capital = true;
    while (i < text.size()) {
      const text::Decoded d = text::decode(text, i);
      if (is_python_word(d.c) != word) break;
      latin = latin || ((d.c | 0x20U) >= 'a' && (d.c | 0x20U) <= 'z' && d.c < 128);
      if (text::is_upper(d.c)) cased = true;
      if (text::is_lower(d.c) ||
          text::properties(d.c).category == text::Category::titlecase_letter) {
        capital = false;
      }
      i += d.bytes;
    }
    ++counts[c_raw_words];
    if (latin) ++counts[c_raw_latin_words];
    if (cased && capital) ++counts[c_raw_capital_words];
    add_stops(text.substr(begin, i - begin), full);
  }
}

void Vocabulary::add_stops(std::string_view word, LargeChunk& full) {
  if (!stop_ends_.may_hold(word)) return;
  const auto stop = lists_.stop_words.find(word);
  if (stop == lists_.stop_words.end()) return;
  list_.push_back(stop->second);
  ++full.stops;
}

}  // namespace dechaff::signals
