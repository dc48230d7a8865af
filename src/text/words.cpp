#include "text/words.h"

#include <cstring>

#include "text/classes.h"
#include "text/simd.h"
#include "text/utf8.h"

namespace dechaff::text {

namespace {

constexpr std::size_t block_size = 64;

constexpr std::uint64_t bit(std::size_t i) { return std::uint64_t{1} << i; }

// The lowest `n` bits, n <= 64.
constexpr std::uint64_t low_bits(std::size_t n) { return n < 64 ? bit(n) - 1 : ~std::uint64_t{0}; }

struct ByteMasks {
  std::uint64_t letter = 0;
  std::uint64_t digit = 0;
  std::uint64_t apostrophe = 0;  // and underscore
  std::uint64_t separator = 0;   // . and ,
  std::uint64_t high = 0;        // not ASCII
};

ByteMasks classify(const char* p) {
  ByteMasks m;
  for (std::size_t i = 0; i < block_size; i += 16) {
    const simd::Block b = simd::load(p + i);
    const auto mask = [i](simd::Block x) { return std::uint64_t{simd::high_bits(x)} << i; };
    m.letter |= mask(simd::within(simd::lower_ascii(b), 'a', 'z'));
    m.digit |= mask(simd::within(b, '0', '9'));
    m.apostrophe |= mask(simd::either(simd::equal(b, '\''), simd::equal(b, '_')));
    m.separator |= mask(simd::either(simd::equal(b, '.'), simd::equal(b, ',')));
    m.high |= mask(b);
  }
  return m;
}

WordKind word_kind_at(std::string_view s, std::size_t at) {
  return at < s.size() ? properties(decode(s, at).c).word : WordKind::none;
}

// Marks other than ASCII that belong to a word when they stand inside it: right single quotation
// mark and its full-width form, middle dot (Catalan l·l), Hebrew geresh and gershayim, Arabic
// decimal and thousands separators.
bool joins_words(char32_t c) {
  return c == 0x2019 || c == 0xB7 || c == 0x5F3 || c == 0x5F4 || c == 0x66B || c == 0x66C ||
         c == 0xFF07;
}

// Bits of one block under construction.
struct Builder {
  std::string_view text;
  std::size_t at;
  std::uint64_t word;
  std::uint64_t breaks;  // bit i: no word goes on across the start of byte i
  bool was_in_word;

  bool in_word_before(std::size_t i) const {
    return i == 0 ? was_in_word : (word >> (i - 1) & 1) != 0;
  }
  bool break_at(std::size_t i) const { return i < block_size && (breaks >> i & 1) != 0; }

  void extend(std::size_t i, std::uint64_t bytes, std::size_t after, bool& break_after) {
    if (!in_word_before(i)) return;
    word |= bytes;
    if (break_at(i)) {
      breaks &= ~bit(i);
      set_break(after, break_after);
    }
  }

  void set_break(std::size_t i, bool& break_after) {
    if (i < block_size) {
      breaks |= bit(i);
    } else {
      break_after = true;
    }
  }
};

}  // namespace

template <detail::Stop stop>
detail::WordBlock detail::scan_words(std::string_view s, std::size_t at, WordState& state) {
  std::size_t length = s.size() - at;
  ByteMasks m;
  if (length >= block_size) {
    length = block_size;
    m = classify(s.data() + at);
  } else {
    char padded[block_size] = {};
    std::memcpy(padded, s.data() + at, length);
    m = classify(padded);
  }
  Builder b{s, at, m.letter | m.digit, state.break_before ? bit(0) : 0, state.in_word};
  bool break_after = false;
  bool dictionary = false;
  for (std::uint64_t high = m.high; high != 0;) {
    const auto i = static_cast<std::size_t>(std::countr_zero(high));
    const Decoded d = decode(s, at + i);
    const std::size_t after = i + d.bytes;
    if (after > block_size) {
      length = i;
      break;
    }
    const std::uint64_t bytes = low_bits(after) & ~low_bits(i);
    high &= ~bytes;
    const WordKind kind = properties(d.c).word;
    if constexpr (stop == Stop::at_dictionary_run) {
      if (kind == WordKind::character || kind == WordKind::cluster) {
        length = i;
        dictionary = true;
        break;
      }
    }
    switch (kind) {
      case WordKind::none:
        if (joins_words(d.c) && b.in_word_before(i) && !b.break_at(i) &&
            word_kind_at(s, at + after) == WordKind::word) {
          b.word |= bytes;
        }
        break;
      case WordKind::word:
        b.word |= bytes;
        break;
      case WordKind::extend:
        b.extend(i, bytes, after, break_after);
        break;
      case WordKind::character:
      case WordKind::cluster:
        ++(kind == WordKind::character ? state.characters : state.clusters);
        b.word |= bytes;
        b.breaks |= bit(i);
        b.set_break(after, break_after);
        break;
    }
  }
  const std::uint64_t valid = low_bits(length);
  std::uint64_t word = b.word & valid;
  if (length < block_size && b.break_at(length)) break_after = true;
  const std::uint64_t breaks = b.breaks & valid;

  if (((m.apostrophe | m.separator) & valid) != 0) {
    std::uint64_t next_word = word >> 1;
    std::uint64_t next_digit = (m.digit & valid) >> 1;
    const std::uint64_t last = length == 0 ? 0 : bit(length - 1);
    if (((m.apostrophe | m.separator) & last) != 0 && at + length < s.size()) {
      const char c = s[at + length];
      if (c >= '0' && c <= '9') next_digit |= last;
      if (word_kind_at(s, at + length) == WordKind::word) next_word |= last;
    }
    const std::uint64_t before = word << 1 | (state.in_word ? 1 : 0);
    const std::uint64_t digit_before = m.digit << 1 | (state.after_digit ? 1 : 0);
    word |= ((m.apostrophe & before & next_word & ~breaks & ~(breaks >> 1)) |
             (m.separator & digit_before & next_digit)) &
            valid;
  }

  const std::uint64_t before = word << 1 | (state.in_word ? 1 : 0);
  const WordBlock block = {word & (~before | breaks), before & (~word | breaks) & valid, length,
                           dictionary};
  if (length != 0) {
    state.in_word = (word >> (length - 1) & 1) != 0;
    state.after_digit = (m.digit >> (length - 1) & 1) != 0;
    state.break_before = break_after;
  }
  return block;
}

template detail::WordBlock detail::scan_words<detail::Stop::never>(std::string_view, std::size_t,
                                                                   WordState&);
template detail::WordBlock detail::scan_words<detail::Stop::at_dictionary_run>(std::string_view,
                                                                               std::size_t,
                                                                               WordState&);

void split_words(std::string_view s, std::vector<Span>& out) {
  for_each_word(s, [&out](Span word) { out.push_back(word); });
}

void split_words(std::string_view s, WordBreaker& breaker, std::vector<Span>& out) {
  breaker.for_each_word(s, [&out](Span word) { out.push_back(word); });
}

WordCounts count_kinds(std::string_view s) {
  detail::WordState state;
  std::size_t starts = 0;
  for (std::size_t at = 0; at < s.size();) {
    const auto block = detail::scan_words<detail::Stop::never>(s, at, state);
    starts += static_cast<std::size_t>(std::popcount(block.starts));
    at += block.length;
  }
  return {starts - state.characters - state.clusters, state.characters, state.clusters};
}

std::size_t count_words(std::string_view s) { return count_kinds(s).words(); }

}  // namespace dechaff::text
