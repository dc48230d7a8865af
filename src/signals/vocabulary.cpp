#include "signals/vocabulary.h"

#include <algorithm>
#include <cstring>

#include "signals/marks.h"
#include "signals/python_text.h"
#include "text/hash.h"
#include "text/normalize.h"
#include "text/words.h"

namespace dechaff::signals {
namespace {

/// Short strings are most: two loads and a multiplication each. Only the table sees the value.
std::uint64_t quick_hash(std::string_view s) {
  if (s.size() > 16) return text::hash64(s) | 1;
  std::uint64_t a = 0, b = 0;
  if (s.size() >= 8) {
    std::memcpy(&a, s.data(), 8);
    std::memcpy(&b, s.data() + s.size() - 8, 8);
  } else if (s.size() >= 4) {
    std::uint32_t x = 0, y = 0;
    std::memcpy(&x, s.data(), 4);
    std::memcpy(&y, s.data() + s.size() - 4, 4);
    a = x;
    b = y;
  } else {
    for (const char c : s) a = a << 8 | static_cast<unsigned char>(c);
  }
  a = (a ^ 0x9E3779B97F4A7C15U) * 0xBF58476D1CE4E5B9U;
  a ^= a >> 29;
  b = (b ^ a ^ s.size()) * 0x94D049BB133111EBU;
  return (b ^ b >> 32) | 1;
}

constexpr std::size_t recent_size = 1 << 13;
constexpr std::size_t bound = std::size_t{32} << 20;  // bytes of strings and tables

}  // namespace

bool Vocabulary::Table::same(const Slot& slot, std::string_view text, std::uint64_t hash) const {
  if (slot.hash != hash || slot.length != text.size()) return false;
  const char* known =
      text.size() <= sizeof slot.begin ? slot.begin : bytes_.data() + places_[slot.id].begin;
  return std::memcmp(known, text.data(), text.size()) == 0;
}

std::uint32_t Vocabulary::Table::add(std::string_view text, bool& fresh) {
  if (recent_.empty()) recent_.resize(recent_size);
  const std::uint64_t hash = quick_hash(text);
  Slot& recent = recent_[hash >> 8 & (recent_size - 1)];
  fresh = false;
  if (same(recent, text, hash)) return recent.id;
  const std::uint32_t id = add_slowly(text, hash, fresh);
  recent.hash = hash;
  recent.id = id;
  recent.length = static_cast<std::uint32_t>(text.size());
  std::memcpy(recent.begin, text.data(), std::min(text.size(), sizeof recent.begin));
  return id;
}

std::uint32_t Vocabulary::Table::add_slowly(std::string_view text, std::uint64_t hash,
                                            bool& fresh) {
  if (slots_.empty() || places_.size() * 2 > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash >> 20 & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.id == 0) {
      fresh = true;
      slot.hash = hash;
      slot.id = static_cast<std::uint32_t>(places_.size());
      slot.length = static_cast<std::uint32_t>(text.size());
      std::memcpy(slot.begin, text.data(), std::min(text.size(), sizeof slot.begin));
      places_.push_back({bytes_.size(), bytes_.size() + text.size()});
      bytes_ += text;
      return slot.id;
    }
    if (same(slot, text, hash)) return slot.id;
  }
}

void Vocabulary::Table::grow() {
  if (places_.empty()) places_.push_back({0, 0});
  std::vector<Slot, LargePages<Slot>> old(std::max<std::size_t>(1 << 14, slots_.size() * 4));
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.id == 0) continue;
    std::size_t at = slot.hash >> 20 & (slots_.size() - 1);
    while (slots_[at].id != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

void Vocabulary::Table::clear() {
  recent_.clear();
  slots_.clear();
  places_.clear();
  bytes_.clear();
}

Vocabulary::Vocabulary(const Lists& lists)
    : lists_(lists), english_(lists), stop_ends_(lists.stop_words) {
  for (const auto* list : {&lists.javascript, &lists.lorem_ipsum, &lists.policy}) {
    for (const std::string& phrase : *list) {
      std::string longest;
      for (std::size_t at = 0; at < phrase.size();) {
        const std::size_t space = std::min(phrase.find(' ', at), phrase.size());
        if (space - at > longest.size()) longest = phrase.substr(at, space - at);
        at = space + 1;
      }
      phrase_words_.push_back(longest);
    }
  }
  chunks_.emplace_back();
  words_.emplace_back();
}

void Vocabulary::tidy(bool anyway) {
  if (!anyway &&
      chunk_table_.bytes() + word_table_.bytes() + chunks_.size() * sizeof(Chunk) < bound)
    return;
  chunk_table_.clear();
  word_table_.clear();
  chunks_.resize(1);
  words_.resize(1);
  large_.clear();
  list_.clear();
}

std::uint32_t Vocabulary::word_id(std::string_view word) {
  bool fresh = false;
  const std::uint32_t id = word_table_.add(word, fresh);
  if (!fresh) return id;
  Word made;
  made.flags = w_punctuation;
  for (std::size_t i = 0; i < word.size();) {
    const text::Decoded d = text::decode(word, i);
    if (!text::is_punctuation(d.c)) made.flags = 0;
    ++made.characters;
    i += d.bytes;
  }
  if (made.characters == 1 && ends_sentence(text::decode(word, 0).c)) {
    made.flags |= w_ends_sentence;
  }
  words_.push_back(made);
  return id;
}

std::uint32_t Vocabulary::chunk_id(std::string_view chunk) {
  bool fresh = false;
  const std::uint32_t id = chunk_table_.add(chunk, fresh);
  if (fresh) chunks_.push_back(make(chunk));
  return id;
}

Chunk Vocabulary::make(std::string_view text) {
  Chunk out{};
  LargeChunk full{};
  full.list_begin = static_cast<std::uint32_t>(list_.size());
  fill(text, out, full);
  count_raw_words(text, full);
  const bool fits = full.words < 256 && full.unicode_words < 256 && full.stops < 256 &&
                    full.inner_sentences < 256 &&
                    std::all_of(full.counts.begin(), full.counts.end(),
                                [](std::uint32_t count) { return count < 256; });
  if (!fits) {
    out.flags |= f_large;
    out.list_begin = static_cast<std::uint32_t>(large_.size());
    large_.push_back(full);
    return out;
  }
  for (std::size_t i = 0; i < full.counts.size(); ++i) {
    out.counts[i] = static_cast<std::uint8_t>(full.counts[i]);
  }
  out.list_begin = full.list_begin;
  out.words = static_cast<std::uint8_t>(full.words);
  out.unicode_words = static_cast<std::uint8_t>(full.unicode_words);
  out.stops = static_cast<std::uint8_t>(full.stops);
  out.inner_sentences = static_cast<std::uint8_t>(full.inner_sentences);
  return out;
}

void Vocabulary::fill(std::string_view text, Chunk& chunk, LargeChunk& full) {
  auto& counts = full.counts;
  count_characters(text, chunk, full);

  spans_.clear();
  english_.cut(text, spans_);
  for (const Span span : spans_) {
    const std::string_view word = text.substr(span.begin, span.size());
    const std::uint32_t id = word_id(word);
    list_.push_back(id);
    if ((words_[id].flags & w_ends_sentence) != 0) chunk.flags |= f_sentence_mark;
    bool solid = false, letter = false;
    for (std::size_t i = 0; i < word.size();) {
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
    for (std::size_t i = 0; i < lists_.gopher_stop_words.size(); ++i) {
      if (word == lists_.gopher_stop_words[i]) {
        chunk.gopher_mask = static_cast<std::uint8_t>(chunk.gopher_mask | 1U << i);
      }
    }
  }
  full.words = static_cast<std::uint32_t>(spans_.size());
  if (spans_.size() == 1 && chunk.gopher_mask != 0) counts[c_stop_chunks] = 1;

  text::for_each_word(text, [&](Span span) {
    const std::uint32_t id = word_id(text.substr(span.begin, span.size()));
    list_.push_back(id);
    ++full.unicode_words;
    ++counts[c_unicode_words];
    counts[c_unicode_characters] += words_[id].characters;
  });

  lower_.clear();
  append_lower(lower_, text);
  const auto stop = lists_.stop_words.find(std::string_view(lower_));
  if (stop != lists_.stop_words.end()) chunk.stop_mask = stop->second;
  for (const std::string& word : phrase_words_) {
    if (lower_.find(word) != std::string::npos) chunk.flags |= f_phrase;
  }
  normal_.clear();
  for (const char c : lower_) {
    if (!is_ascii_punctuation(c)) normal_ += c;
  }
  std::string decomposed;
  if (text::to_nfd(normal_, decomposed)) normal_ = std::move(decomposed);
  if (normal_ == "javascript") chunk.flags |= f_javascript;
  if (!normal_.empty()) {
    chunk.normal = word_id(normal_);
    counts[c_normal_words] = 1;
    counts[c_normal_characters] = words_[chunk.normal].characters;
    for (std::size_t i = 0; i < normal_.size();) {
      const text::Decoded d = text::decode(normal_, i);
      if (is_python_numeric(d.c)) ++counts[c_numerals];
      i += d.bytes;
    }
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
    if (!stop_ends_.may_hold(text.substr(begin, i - begin))) continue;
    const auto stop = lists_.stop_words.find(text.substr(begin, i - begin));
    if (stop == lists_.stop_words.end()) continue;
    list_.push_back(stop->second);
    ++full.stops;
  }
}

}  // namespace dechaff::signals
