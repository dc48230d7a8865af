#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "signals/python_text.h"
#include "signals/repeats.h"
#include "signals/vocabulary.h"

namespace dechaff::signals {

/// What signals share about one document. Lines and the places of chunks are always there; the rest
/// is made when a chosen signal needs it.
enum Need : unsigned {
  need_characters = asked_characters,  // of chunks, see Asked
  need_english = asked_english,
  need_normal = asked_normal,
  need_unicode = asked_unicode,
  need_raw = asked_raw,
  need_line_hashes = 256,
  need_english_repeats = 512 | need_english,    // n-grams of datatrove's words
  need_normal_repeats = 1024 | need_normal,     // of RedPajama-v2's
  need_chunk_repeats = 2048 | need_characters,  // of what stands between white space: dolma, NeMo
  need_unicode_repeats = 4096 | need_unicode,   // of UAX #29 words: DCLM
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

/// One kind of words of a document with their lengths, and their n-grams of one length.
struct WordColumn {
  std::vector<std::uint32_t> ids;  // numbers of this document, from 0
  std::uint32_t distinct = 0;
  Lengths before;  // characters before each word; one more entry than words
  Repeats repeats;

  std::size_t n() const { return repeats.n(); }

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
  /// Makes what is missing of `needs`, for the same text.
  void require(unsigned needs) {
    if ((needs & ~needs_) != 0 || lines.empty()) assign(text, needs | needs_);
  }

  /// Calls `take(words)` for n = 1 to 10, with the n-grams of the words that `need` names (one of
  /// need_*_repeats, which assign() was given). Only those of one n are ever held.
  template <class F>
  void for_each_level(Need need, F&& take) {
    fill(need);
    words_.repeats.begin(words_.ids, words_.distinct);
    take(std::as_const(words_));
    while (words_.n() < Repeats::longest) {
      words_.repeats.next();
      take(std::as_const(words_));
    }
  }

  /// Gives the memory of the lines back where it is much: n-grams need none of it. What needs lines
  /// afterwards calls require().
  void release_lines();

  std::string_view text;
  std::uint32_t characters = 0;  // code points: bytes that continue none
  std::uint32_t newlines = 0;
  std::vector<Span32> chunks;            // stretches without white space
  std::vector<std::uint32_t> locals;     // of each of them: the number of what stands there, from 0
  std::vector<Chunk> distinct;           // what is counted of it, by this number
  std::vector<std::uint32_t> frequency;  // how often it stands in the text
  std::vector<LineColumn> lines;
  std::array<std::uint64_t, 32> sums{};  // of the counts of all chunks
  std::uint8_t gopher_mask = 0;
  std::array<std::uint32_t, 16> stop_words{};  // chunks that are stop words, by language
  Vocabulary vocabulary;

  const Chunk& chunk(std::size_t i) const { return distinct[locals[i]]; }
  std::string_view chunk_text(std::size_t i) const {
    return text.substr(chunks[i].begin, chunks[i].size());
  }
  std::string_view line(const LineColumn& l) const { return text.substr(l.begin, l.end - l.begin); }
  const Lists& lists() const { return *lists_; }
  /// Columns for a text that is made of this one.
  TextColumns& other() {
    if (!other_) other_ = std::make_unique<TextColumns>(*lists_);
    return *other_;
  }
  /// The language whose stop words are the most; 16 when there are none.
  std::size_t language() const;

  /// Calls `f(LineColumn)` for every line of str.splitlines(), without hash. O(lines), or O(bytes)
  /// where other marks than "\n" end lines.
  template <class F>
  void for_each_text_line(F&& f) const;

  /// How many sentences of spaCy's sentencizer the chunks of a line are.
  std::uint32_t sentences(std::uint32_t chunk_begin, std::uint32_t chunk_end) const;

 private:
  std::uint32_t flags_of(const LineColumn& line) const;
  void split();
  void end_line(std::size_t end, std::uint32_t characters_before_end);
  void count_chunks();
  void reserve();
  void fill(Need need);
  void fill_plain();
  void fill_cut(Need need);
  void number();

  const Lists* lists_;
  std::unique_ptr<TextColumns> other_;
  unsigned needs_ = 0;
  std::uint32_t stamp_ = 0;
  // Work space.
  WordColumn words_;
  std::vector<std::uint32_t> ids_, local_begin_, local_words_, lengths_;
  bool other_breaks_ = false;  // CR, VT, FF, … stand in the text
  std::uint32_t line_begin_ = 0, line_chunk_ = 0, line_characters_ = 0;
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
    while (chunk < chunks.size() && chunks[chunk].begin < line.end) ++chunk;
    line.chunk_end = chunk;
    line.flags = flags_of(line);
    f(line);
  });
}

}  // namespace dechaff::signals
