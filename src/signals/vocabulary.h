#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/span.h"
#include "signals/english_words.h"
#include "signals/large_pages.h"
#include "signals/lists.h"

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

/// What is kept of a chunk: one cache line, for a text looks at as many chunks as it has words.
/// Counts that do not fit in a byte stand in Vocabulary::large, `list_begin` being its index, and
/// are read through Vocabulary.
struct alignas(64) Chunk {
  std::array<std::uint8_t, 32> counts;  // count_count of them are used
  std::uint32_t list_begin;             // of words, Unicode words, stop word masks in lists
  std::uint32_t normal;                 // word, 0: none
  std::uint16_t stop_mask;              // languages of which the lower form is a stop word
  std::uint16_t flags;
  std::uint8_t words, unicode_words, stops;  // how many of each are in lists
  std::uint8_t gopher_mask;                  // which of Gopher's stop words are among its words
  std::uint8_t inner_sentences;              // between two of . ! ?
  std::uint32_t document, local;  // of TextColumns: the document that saw it last, its number there
};

struct LargeChunk {
  std::array<std::uint32_t, 32> counts;
  std::uint32_t list_begin, words, unicode_words, stops, inner_sentences;
};

struct Word {
  std::uint32_t characters = 0;
  std::uint8_t flags = 0;
  std::uint32_t document = 0, local = 0;  // as with Chunk
};

/// Every distinct chunk that was seen, with all that is counted of it: text repeats its words, so
/// the work of cutting and classing is done once a word, not once a place. Ids are dense and begin
/// at 1. Not thread-safe: one a worker. What the signals are does not depend on what is in it.
class Vocabulary {
 public:
  explicit Vocabulary(const Lists& lists);

  /// Forgets all when it has grown beyond its bound (about 100 MB), or `anyway`. Between documents.
  void tidy(bool anyway);

  std::uint32_t chunk_id(std::string_view chunk);
  const Chunk& chunk(std::uint32_t id) const { return chunks_[id]; }
  Chunk& chunk(std::uint32_t id) { return chunks_[id]; }
  const Word& word(std::uint32_t id) const { return words_[id]; }
  Word& word(std::uint32_t id) { return words_[id]; }

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
    return part(chunk, [](const auto& c) {
      return std::pair<std::size_t, std::size_t>{0, c.words};
    });
  }
  std::span<const std::uint32_t> unicode_words_of(const Chunk& chunk) const {
    return part(chunk, [](const auto& c) {
      return std::pair<std::size_t, std::size_t>{c.words, c.unicode_words};
    });
  }
  std::span<const std::uint32_t> stops_of(const Chunk& chunk) const {
    return part(chunk, [](const auto& c) {
      return std::pair<std::size_t, std::size_t>{std::size_t{c.words} + c.unicode_words, c.stops};
    });
  }
  /// Good until the next chunk_id().
  std::string_view word_text(std::uint32_t id) const { return word_table_.text(id); }
  std::size_t words() const { return words_.size(); }
  std::size_t chunks() const { return chunks_.size(); }

  /// Good until the next chunk_id().
  std::string_view chunk_text(std::uint32_t id) const { return chunk_table_.text(id); }

 private:
  /// Strings with ids; open addressing, linear probing.
  class Table {
   public:
    /// The id of `text`, new ones are size(); `fresh` says which.
    std::uint32_t add(std::string_view text, bool& fresh);
    std::string_view text(std::uint32_t id) const {
      return std::string_view(bytes_).substr(places_[id].begin, places_[id].size());
    }
    void clear();
    std::size_t bytes() const { return bytes_.size() + places_.size() * 80; }

   private:
    struct alignas(32) Slot {
      std::uint64_t hash = 0;
      std::uint32_t id = 0;  // 0: empty
      std::uint32_t length = 0;
      char begin[16] = {};  // the first bytes, so that most comparisons end here
    };
    std::uint32_t add_slowly(std::string_view text, std::uint64_t hash, bool& fresh);
    bool same(const Slot& slot, std::string_view text, std::uint64_t hash) const;
    void grow();

    std::vector<Slot> recent_;  // by hash, the last of each: fits in a core's own cache
    std::vector<Slot, LargePages<Slot>> slots_;
    std::vector<Span> places_;
    std::string bytes_;
  };

  template <class F>
  std::span<const std::uint32_t> part(const Chunk& chunk, F&& f) const {
    if (const LargeChunk* l = large(chunk)) {
      return std::span(list_).subspan(l->list_begin + f(*l).first, f(*l).second);
    }
    return std::span(list_).subspan(chunk.list_begin + f(chunk).first, f(chunk).second);
  }

  std::uint32_t word_id(std::string_view word);
  Chunk make(std::string_view text);
  void fill(std::string_view text, Chunk& chunk, LargeChunk& full);
  void count_characters(std::string_view text, Chunk& chunk, LargeChunk& full);
  void count_raw_words(std::string_view text, LargeChunk& full);

  const Lists& lists_;
  EnglishWords english_;
  Ends stop_ends_;                         // of lists_.stop_words
  std::vector<std::string> phrase_words_;  // the longest word of each phrase of C4
  Table chunk_table_, word_table_;
  std::vector<Chunk, LargePages<Chunk>> chunks_;
  std::vector<LargeChunk> large_;
  std::vector<Word> words_;
  std::vector<std::uint32_t> list_;
  std::vector<Span> spans_;     // work space
  std::string lower_, normal_;  // work space
};

}  // namespace dechaff::signals
