#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace dechaff::text {

// A word is a run of letters, marks and digits of any script, together with
//   - an apostrophe (' ’), an underscore or a middle dot inside it:  don't  l’été  foo_bar
//   - a full stop or comma between two ASCII digits:                 3.5  1,000
//   - format characters after a letter (zero width non-joiner, soft hyphen).
// Hyphens, full stops between letters and everything else separate words. Of scripts written
// without spaces (Han, kana, Thai, Lao, Khmer, Burmese) a word is one character with its marks, or,
// through a WordBreaker, what ICU's dictionaries find. A bad byte separates words.

namespace detail {

struct WordState {
  bool in_word = false;       // the last byte belongs to a word
  bool after_digit = false;   // the last byte is an ASCII digit
  bool break_before = false;  // a word ended with the last byte, whatever comes
  std::size_t characters = 0;
  std::size_t clusters = 0;
};

struct WordBlock {
  std::uint64_t starts;  // bit i: a word begins at byte i of the block
  std::uint64_t ends;    // bit i: a word ended before byte i
  std::size_t length;    // bytes of the block, at most 64
  bool dictionary;       // a run for the dictionary follows
};

enum class Stop : std::uint8_t { never, at_dictionary_run };

/// The words of the next at most 64 bytes of `s` from `at`.
template <Stop stop>
WordBlock scan_words(std::string_view s, std::size_t at, WordState& state);
extern template WordBlock scan_words<Stop::never>(std::string_view, std::size_t, WordState&);
extern template WordBlock scan_words<Stop::at_dictionary_run>(std::string_view, std::size_t,
                                                              WordState&);

/// Calls `f` for the words that end in `block`; `begin` is where the open word began.
template <class F>
void emit_words(const WordBlock& block, std::size_t at, bool open, std::size_t& begin, F& f) {
  std::uint64_t starts = block.starts;
  std::uint64_t ends = block.ends;
  if (open) {
    if (ends == 0) return;
    f(Span{begin, at + static_cast<std::size_t>(std::countr_zero(ends))});
    ends &= ends - 1;
  }
  while (ends != 0) {
    const std::size_t from = at + static_cast<std::size_t>(std::countr_zero(starts));
    f(Span{from, at + static_cast<std::size_t>(std::countr_zero(ends))});
    starts &= starts - 1;
    ends &= ends - 1;
  }
  if (starts != 0) begin = at + static_cast<std::size_t>(std::countr_zero(starts));
}

}  // namespace detail

/// Calls `f(Span)` for each word of `s` in order, one word per character of scripts without spaces.
/// O(n), no allocation.
template <class F>
void for_each_word(std::string_view s, F&& f) {
  detail::WordState state;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < s.size();) {
    const bool open = state.in_word;
    const detail::WordBlock block = detail::scan_words<detail::Stop::never>(s, at, state);
    detail::emit_words(block, at, open, begin, f);
    at += block.length;
  }
  if (state.in_word) f(Span{begin, s.size()});
}

/// Finds words of scripts without spaces with ICU's dictionaries. Holds an iterator that is not to
/// be shared between threads: one object a thread. Costs some µs to make and keeps its buffers.
class WordBreaker {
 public:
  WordBreaker();
  ~WordBreaker();
  WordBreaker(WordBreaker&&) noexcept;
  WordBreaker& operator=(WordBreaker&&) noexcept;

  /// Calls `f(Span)` for each word of `s` in order. O(n).
  template <class F>
  void for_each_word(std::string_view s, F&& f) {
    detail::WordState state;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < s.size();) {
      const bool open = state.in_word;
      const auto block = detail::scan_words<detail::Stop::at_dictionary_run>(s, at, state);
      detail::emit_words(block, at, open, begin, f);
      at += block.length;
      if (!block.dictionary) continue;
      if (state.in_word) f(Span{begin, at});
      state = {};
      const std::size_t run_end = dictionary_run_end(s, at);
      std::size_t from = at;
      for (const std::size_t length : break_run(s.substr(at, run_end - at))) {
        f(Span{from, from + length});
        from += length;
      }
      at = run_end;
    }
    if (state.in_word) f(Span{begin, s.size()});
  }

 private:
  static std::size_t dictionary_run_end(std::string_view s, std::size_t at);
  /// Lengths in bytes of the words of a run; their sum is the run.
  const std::vector<std::size_t>& break_run(std::string_view run);

  struct State;
  std::unique_ptr<State> state_;
};

/// Appends the words of `s` to `out`, one word per character of scripts without spaces.
void split_words(std::string_view s, std::vector<Span>& out);

/// The same with ICU's dictionaries.
void split_words(std::string_view s, WordBreaker& breaker, std::vector<Span>& out);

/// The words of a text by how they are written.
struct WordCounts {
  std::size_t spaced = 0;      // with something between them
  std::size_t characters = 0;  // Han and kana
  std::size_t clusters = 0;    // letters with their marks of Thai, Lao, Khmer, Burmese

  /// About what ICU's dictionaries find: two characters are a word, three clusters.
  std::size_t words() const { return spaced + (characters + 1) / 2 + (clusters + 2) / 3; }
};
WordCounts count_kinds(std::string_view s);

/// How many words `s` has, for thresholds: two Han or kana characters, and three letters of Thai,
/// Lao, Khmer or Burmese, count as one word (rounded up), about what the dictionaries find on
/// average. No dictionary is asked. O(n).
std::size_t count_words(std::string_view s);

}  // namespace dechaff::text
