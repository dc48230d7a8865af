#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "signals/english_words.h"
#include "signals/large_pages.h"
#include "signals/lists.h"
#include "signals/string_table.h"

namespace dechaff::signals {

/// What is counted of a chunk (a stretch without white space) and summed over a document.
enum Count : std::size_t {
  c_characters,   // code points
  c_words,        // of datatrove's English tokenizer
  c_solid_words,  // of these: with a character that is no punctuation
  c_solid_characters,
  c_letter_words,     // of the words: with a letter
  c_raw_words,        // of WordPunct: runs of \w, and runs of other characters
  c_raw_latin_words,  // of these: with a letter of A to Z
  c_raw_capital_words,
  c_normal_words,  // RedPajama-v2's: 0 or 1 a chunk
  c_normal_characters,
  c_unicode_words,  // UAX #29, without punctuation
  c_unicode_characters,
  c_hashes,    // "#"
  c_dots,      // "..."
  c_ellipses,  // "…"
  c_open_braces,
  c_close_braces,
  c_capitals,             // upper-case letters
  c_numerals,             // of the normalised word
  c_stop_chunks,          // that are one of Gopher's stop words
  c_letter_chunks,        // with a letter
  c_symbol_chunks,        // with "#" or "…"
  c_sign_chunks,          // NeMo: ellipses and chunks of "#" in the main
  c_latin_chunks,         // with a letter of A to Z
  c_latin_alphanumerics,  // A to Z and 0 to 9
  count_count
};

/// Flags of a word and of a chunk.
enum WordFlag : std::uint8_t {
  w_ends_sentence = 1,  // a mark that ends sentences, on its own
  w_punctuation = 2,    // of characters of category P alone
};
enum ChunkFlag : std::uint16_t {
  f_sentence_mark = 1,  // holds a word of w_ends_sentence
  f_marks = 2,          // holds one of . ! ?
  f_word_before = 4,    // \w before the first of these (or anywhere, without one)
  f_word_after = 8,     // \w after the last of these
  f_phrase = 16,        // may be a part of a phrase that C4 looks for
  f_long = 32,          // more than 1,000 characters
  f_javascript = 64,    // is "javascript" when it is normalised
  f_bracket = 128,      // holds "["
  f_large = 256,        // see LargeChunk
};

/// What is kept of a chunk: one cache line. Counts that do not fit in a byte stand in
/// Vocabulary::large, `list_begin` being its index, and are read through Vocabulary.
struct alignas(64) Chunk {
  std::array<std::uint8_t, 32> counts;  // count_count of them are used
  std::uint32_t list_begin;             // of words, Unicode words, stop word masks in lists
  std::uint32_t normal;                 // word, 0: none
  std::uint32_t word, unicode_word;     // where there is one, it stands here and not in the list
  std::uint16_t stop_mask;              // languages of which the lower form is a stop word
  std::uint16_t flags;
  std::uint8_t words, unicode_words, stops;  // how many of each
  std::uint8_t gopher_mask;                  // which of Gopher's stop words are among its words
  std::uint8_t inner_sentences;              // between two of . ! ?
};

struct LargeChunk {
  std::array<std::uint32_t, 32> counts;
  std::uint32_t list_begin, words, unicode_words, stops, inner_sentences;
};

struct Word {
  std::uint32_t characters = 0;
  std::uint8_t flags = 0;
  std::uint32_t document = 0, local = 0;  // of TextColumns: what saw it last, as what
};

/// Bytes of a text.
struct Span32 {
  std::uint32_t begin, end;
  std::uint32_t size() const { return end - begin; }
};

/// What is asked of chunks: the rest is left out, with counts of 0.
enum Asked : unsigned {
  asked_characters = 1,  // what count_characters() counts, phrases, stop words
  asked_english = 2,     // datatrove's words
  asked_normal = 4,      // RedPajama-v2's
  asked_unicode = 8,     // UAX #29
  asked_raw = 16,        // WordPunct
};

/// Every distinct chunk that was seen, with all that is counted of it: text repeats its words, so
/// the work of cutting and classing is done once a word, not once a place. Ids are dense and begin
/// at 1. Not thread-safe: one a worker. What the signals are does not depend on what is in it.
class Vocabulary {
 public:
  explicit Vocabulary(const Lists& lists);

  /// Begins a document; forgets all when what was learnt has grown beyond its bound (about 100 MB),
  /// or lacks something of `asked` (bits of Asked).
  void begin(unsigned asked);

  /// Numbers the chunks of the document from 0 in the order in which they came first: appends the
  /// number of each to `locals`, the id of each number to `distinct`, and counts them. O(chunks).
  void number(std::string_view text, std::span<const Span32> chunks,
              std::vector<std::uint32_t>& locals, std::vector<std::uint32_t>& distinct,
              std::vector<std::uint32_t>& frequency);

  /// Words forget which document saw them.
  void forget_stamps();

  const Chunk& chunk(std::uint32_t id) const { return chunks_[id]; }
  const Word& word(std::uint32_t id) const { return words_[id]; }
  Word& word(std::uint32_t id) { return words_[id]; }
  void fetch_chunk(std::uint32_t id) const { __builtin_prefetch(&chunks_[id]); }
  void fetch_word(std::uint32_t id) const { __builtin_prefetch(&words_[id], 1); }
  void fetch_list(const Chunk& chunk) const {
    if (large(chunk) == nullptr) __builtin_prefetch(list_.data() + chunk.list_begin);
  }

  std::uint32_t count(const Chunk& chunk, Count count) const {
    return large(chunk) == nullptr ? chunk.counts[count] : large(chunk)->counts[count];
  }
  std::uint32_t inner_sentences(const Chunk& chunk) const {
    return large(chunk) == nullptr ? chunk.inner_sentences : large(chunk)->inner_sentences;
  }
  /// Null for nearly all.
  const LargeChunk* large(const Chunk& chunk) const {
    return (chunk.flags & f_large) == 0 ? nullptr : &large_[chunk.list_begin];
  }
  /// Ids of words; of stop words the masks of languages, of its raw words where not 0.
  std::span<const std::uint32_t> words_of(const Chunk& chunk) const {
    if (const LargeChunk* l = large(chunk)) return list(l->list_begin, l->words);
    if (chunk.words == 1) return {&chunk.word, 1};
    return list(chunk.list_begin, chunk.words);
  }
  std::span<const std::uint32_t> unicode_words_of(const Chunk& chunk) const {
    if (const LargeChunk* l = large(chunk)) return list(l->list_begin + l->words, l->unicode_words);
    if (chunk.unicode_words == 1) return {&chunk.unicode_word, 1};
    return list(chunk.list_begin + chunk.words, chunk.unicode_words);
  }
  std::span<const std::uint32_t> stops_of(const Chunk& chunk) const {
    if (const LargeChunk* l = large(chunk)) {
      return list(l->list_begin + l->words + l->unicode_words, l->stops);
    }
    return list(chunk.list_begin + chunk.words + chunk.unicode_words, chunk.stops);
  }
  /// Good until the next call of number().
  std::string_view word_text(std::uint32_t id) const { return word_table_.text(id); }

 private:
  std::span<const std::uint32_t> list(std::size_t begin, std::size_t size) const {
    return std::span(list_).subspan(begin, size);
  }
  bool asked(unsigned what) const { return (asked_ & what) != 0; }

  std::uint32_t word_id(std::string_view word);
  std::uint32_t letters_id(std::string_view word);
  Chunk make(std::string_view text);
  void fill(std::string_view text, Chunk& chunk, LargeChunk& full);
  void fill_letters(std::string_view text, Chunk& chunk, LargeChunk& full);
  void count_characters(std::string_view text, Chunk& chunk, LargeChunk& full);
  void cut_english(std::string_view text, Chunk& chunk, LargeChunk& full);
  void cut_unicode(std::string_view text, LargeChunk& full);
  void normalize(Chunk& chunk, LargeChunk& full);
  void look_for_lower(Chunk& chunk) const;
  void count_raw_words(std::string_view text, LargeChunk& full);
  void add_stops(std::string_view word, LargeChunk& full);
  std::uint8_t gopher_stop(std::string_view word) const;

  const Lists& lists_;
  EnglishWords english_;
  Ends stop_ends_;                         // of lists_.stop_words
  std::vector<std::string> phrase_words_;  // the longest word of each phrase of C4
  std::size_t shortest_phrase_word_ = SIZE_MAX;
  StringTable chunk_table_, word_table_;
  std::vector<Chunk, LargePages<Chunk>> chunks_;
  std::vector<LargeChunk> large_;
  std::vector<Word> words_;
  std::vector<std::uint32_t> list_;
  unsigned asked_ = 0;
  std::uint32_t document_ = 0;
  std::vector<Span> spans_;     // work space
  std::string lower_, normal_;  // work space
};

}  // namespace dechaff::signals
