#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "signals/python_text.h"
#include "signals/repeats.h"
#include "signals/vocabulary.h"

namespace dechaff::signals {

/// What signals share about one document. Chunks and lines are always there; the rest is made when
/// a chosen signal needs it.
enum Need : unsigned {
  need_line_hashes = 1,
  need_english_repeats = 2,   // n-grams of datatrove's words
  need_normal_repeats = 4,    // of RedPajama-v2's
  need_chunk_repeats = 8,     // of what stands between white space: dolma, NeMo
  need_unicode_repeats = 16,  // of UAX #29 words: DCLM
};

/// A line up to "\n", which does not belong to it; as str.split("\n") gives them, so that a text
/// that ends with one has an empty line last.
struct LineColumn {
  std::uint32_t begin, end;              // bytes
  std::uint32_t chunk_begin, chunk_end;  // in TextColumns::chunks
  std::uint32_t characters;
  std::uint32_t flags;  // of its chunks, or-ed
  std::uint64_t hash;   // of its bytes
};

/// N-grams of one kind of words, with the words' lengths.
struct WordColumn {
  std::vector<std::uint32_t> ids;  // numbers of this document, from 0
  std::uint32_t distinct = 0;
  Lengths before;  // characters before each word; one more entry than words
  Repeats repeats;

  std::uint32_t characters(std::size_t from, std::size_t to) const {
    return before[to] - before[from];
  }
  std::uint32_t total() const { return before.empty() ? 0 : before.back(); }
};

/// The columns of one document; used again for the next. Views point into the text given. A text
/// may have up to 2^32 - 2 bytes. One object a worker.
class TextColumns {
 public:
  explicit TextColumns(const Lists& lists) : vocabulary(lists), lists_(&lists) {}

  /// O(bytes). `needs` are bits of Need.
  void assign(std::string_view text, unsigned needs);

  std::string_view text;
  std::uint32_t characters = 0;  // code points: bytes that continue none
  std::uint32_t newlines = 0;
  std::vector<std::uint32_t> chunks;        // ids
  std::vector<std::uint32_t> chunk_begins;  // byte offsets
  std::vector<std::uint32_t> locals;        // numbers of this document, from 0
  std::vector<std::uint32_t> distinct;      // the id of each of these numbers
  std::vector<LineColumn> lines;
  std::array<std::uint64_t, 32> sums{};
  std::uint8_t gopher_mask = 0;
  std::array<std::uint32_t, 16> stop_words{};  // chunks that are stop words, by language
  WordColumn english, normal, plain, unicode;
  Vocabulary vocabulary;

  std::string_view line(const LineColumn& l) const { return text.substr(l.begin, l.end - l.begin); }
  const Lists& lists() const { return *lists_; }
  /// The language whose stop words are the most; 16 when there are none.
  std::size_t language() const;

  /// Calls `f(LineColumn)` for every line of str.splitlines(), without hash. O(lines), or O(bytes)
  /// where other marks than "\n" end lines.
  template <class F>
  void for_each_text_line(F&& f) const;

  /// How many sentences of spaCy's sentencizer the chunks of a line are.
  std::uint32_t sentences(std::uint32_t chunk_begin, std::uint32_t chunk_end) const;

 private:
  void split(bool hashes);
  void end_line(std::size_t end, bool hashes);
  void add_chunk(std::size_t begin, std::size_t end);
  void flush_counts();
  void fill(WordColumn& column, unsigned kind);
  void fill_plain();

  const Lists* lists_;
  std::uint32_t document_ = 0, stamp_ = 0;
  std::array<std::uint16_t, 32> pending_{};  // of the last chunks, not yet in `sums`
  std::uint32_t pending_count_ = 0;
  std::vector<std::uint32_t> local_begin_, local_words_, lengths_;  // work space of fill()
  bool other_breaks_ = false;  // CR, VT, FF, … stand in the text
  std::uint32_t line_begin_ = 0, line_chunk_ = 0, line_flags_ = 0;
};

template <class F>
void TextColumns::for_each_text_line(F&& f) const {
  if (!other_breaks_) {
    const std::size_t count = lines.size() - (lines.back().begin == text.size() ? 1 : 0);
    for (std::size_t i = 0; i < count; ++i) f(lines[i]);
    return;
  }
  std::uint32_t chunk = 0;
  for_each_python_line(text, [&](std::string_view bytes) {
    LineColumn line{};
    line.begin = static_cast<std::uint32_t>(bytes.data() - text.data());
    line.end = static_cast<std::uint32_t>(line.begin + bytes.size());
    line.chunk_begin = chunk;
    while (chunk < chunks.size() && chunk_begins[chunk] < line.end) {
      line.flags |= vocabulary.chunk(chunks[chunk++]).flags;
    }
    line.chunk_end = chunk;
    f(line);
  });
}

}  // namespace dechaff::signals
