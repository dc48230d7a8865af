#include "rules/string_search.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "rules/pattern/literals.h"

namespace dechaff::rules {
namespace {

constexpr std::uint32_t mark_bits = 17;  // 16 KiB of marks stay in the first cache

/// Knuth, TAOCP 3, 6.4: multiplicative hashing.
std::uint32_t hash(std::uint64_t value, std::uint32_t bits) {
  return bits == 0 ? 0 : static_cast<std::uint32_t>(value * 0x9E3779B97F4A7C15U >> (64 - bits));
}

std::uint32_t four_bytes(const char* at) {
  std::uint32_t out = 0;
  std::memcpy(&out, at, 4);
  return out;
}

std::uint16_t two_bytes(const char* at) {
  std::uint16_t out = 0;
  std::memcpy(&out, at, 2);
  return out;
}

void set(std::vector<std::uint64_t>& marks, std::uint64_t bit) {
  marks[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
}

std::uint64_t get(const std::vector<std::uint64_t>& marks, std::uint64_t bit) {
  return marks[bit >> 6U] >> (bit & 63U) & 1U;
}

}  // namespace

void StringSearch::Table::fill(std::span<const Entry> all, std::span<const Use> uses, Use least) {
  std::size_t count = 0;
  for (const Entry& entry : all) count += uses[entry.index] >= least ? 1 : 0;
  key_bits = std::min(static_cast<std::uint32_t>(std::bit_width(count)) + 1U, 15U);
  const auto key = [&](const Entry& e) { return hash(e.head & Prefilter::mask(bytes), key_bits); };
  first.assign((std::size_t{1} << key_bits) + 1, 0);
  for (const Entry& entry : all) {
    if (uses[entry.index] >= least) ++first[key(entry) + 1];
  }
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  entries.resize(count);
  std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
  for (const Entry& entry : all) {
    if (uses[entry.index] >= least) entries[next[key(entry)]++] = entry;
  }
}

void StringSearch::Table::look(std::string_view folded, std::size_t at, std::string_view pool,
                               std::vector<std::uint16_t>& out) const {
  const std::uint64_t here = Prefilter::head_of(folded.data() + at);
  const std::uint32_t k = hash(here & Prefilter::mask(bytes), key_bits);
  const std::uint32_t begin = first[k], end = first[k + 1];
  for (std::uint32_t i = begin; i < end; ++i) {
    const Entry& entry = entries[i];
    if (((here ^ entry.head) & Prefilter::mask(entry.size)) != 0) continue;
    // What stands behind the line is zeros, and no string holds one.
    if (entry.size > 8) {
      const std::size_t last = entry.size - 8U;
      if (entry.size > 16 ? !folded.substr(at).starts_with(pool.substr(entry.text, entry.size))
                          : Prefilter::head_of(folded.data() + at + last) !=
                                Prefilter::head_of(pool.data() + entry.text + last))
        continue;
    }
    out.push_back(entry.index);
  }
}

void StringSearch::Insides::mark(std::string_view pool) {
  four_marks.assign((std::size_t{1} << mark_bits) / 64, 0);
  eight_marks.assign((std::size_t{1} << mark_bits) / 64, 0);
  pair_marks.assign((std::size_t{1} << 16U) / 64, 0);
  for (const Table& table : tables) {
    for (const Entry& entry : table.entries) {
      const char* const text = pool.data() + entry.text;
      if (table.bytes >= 4) {
        set(four_marks, hash(four_bytes(text), mark_bits));
        if (table.bytes == 8) set(eight_marks, hash(entry.head, mark_bits));
      } else if (entry.size >= 2) {
        set(pair_marks, two_bytes(text));
      } else {
        for (unsigned next = 0; next < 256; ++next) {
          const char both[2] = {*text, static_cast<char>(next)};
          set(pair_marks, two_bytes(both));
        }
      }
    }
  }
}

void StringSearch::Insides::scan(std::string_view folded, std::string_view pool,
                                 std::vector<std::uint16_t>& out) const {
  const auto& [single, pair, three, four, eight] = tables;
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const char* const here = folded.data() + at;
    const std::uint64_t fours = get(four_marks, hash(four_bytes(here), mark_bits));
    const std::uint64_t pairs = get(pair_marks, two_bytes(here));
    if ((fours | pairs) == 0) continue;
    if (fours != 0) {
      four.look(folded, at, pool, out);
      if (get(eight_marks, hash(Prefilter::head_of(here), mark_bits)) != 0)
        eight.look(folded, at, pool, out);
    }
    if (pairs != 0) {
      three.look(folded, at, pool, out);
      pair.look(folded, at, pool, out);
      single.look(folded, at, pool, out);
    }
  }
}

StringSearch::StringSearch(const Prefilter& prefilter, std::span<const Use> uses)
    : pool_(prefilter.pool()) {
  for (const std::uint16_t index : prefilter.always()) {
    if (uses[index] != never) always_.push_back(index);
  }
  const auto fill = [&](Tables& tables, Prefilter::Place place, Use least) {
    for (std::size_t which = 0; which < tables.size(); ++which) {
      tables[which].bytes = Prefilter::key_bytes[which];
      tables[which].fill(prefilter.strings(place)[which], uses, least);
    }
  };
  for (const auto place : {Prefilter::start, Prefilter::word, Prefilter::letter}) {
    fill(fixed_[place], place, in_short_lines);
    mark_fronts(place);
  }
  fill(any_.tables, Prefilter::inside, in_short_lines);
  fill(long_.tables, Prefilter::inside, in_all_lines);
  any_.mark(pool_);
  long_.mark(pool_);
}

void StringSearch::mark_fronts(std::size_t place) {
  const auto bit = static_cast<std::uint8_t>(1U << place);
  const auto& [single, pair, three, four, eight] = fixed_[place];
  const auto mark = [&](auto& marks, const Table& table, std::uint32_t bytes) {
    const auto bits = static_cast<std::uint32_t>(std::bit_width(marks.size()) - 1);
    for (const Entry& entry : table.entries)
      marks[hash(entry.head & Prefilter::mask(bytes), bits)] |= bit;
  };
  for (const Entry& entry : single.entries)
    fronts_.one[static_cast<unsigned char>(pool_[entry.text])] |= bit;
  mark(fronts_.two, pair, 2);
  mark(fronts_.three, three, 3);
  mark(fronts_.four, four, 4);
  mark(fronts_.four_of_eight, eight, 4);
  mark(fronts_.eight, eight, 8);
}

/// Looks for the strings of the places in `places`, bits of Prefilter::Place, that begin at `at`.
void StringSearch::look_at(std::string_view folded, std::size_t at, unsigned places,
                           std::vector<std::uint16_t>& out) const {
  const std::uint64_t here = Prefilter::head_of(folded.data() + at);
  const auto try_table = [&](std::size_t which, unsigned found) {
    for (found &= places; found != 0; found &= found - 1)
      fixed_[static_cast<std::size_t>(std::countr_zero(found))][which].look(folded, at, pool_, out);
  };
  try_table(0, fronts_.one[static_cast<unsigned char>(folded[at])]);
  try_table(1, fronts_.two[hash(here & Prefilter::mask(2), 12)]);
  try_table(2, fronts_.three[hash(here & Prefilter::mask(3), 12)]);
  const std::uint32_t four = hash(here & Prefilter::mask(4), 14);
  try_table(3, fronts_.four[four]);
  if (const unsigned eights = fronts_.four_of_eight[four] & places; eights != 0)
    try_table(4, eights & fronts_.eight[hash(here, 15)]);
}

void StringSearch::candidates(std::string_view folded, std::uint32_t chars,
                              std::vector<std::uint16_t>& out) const {
  out.insert(out.end(), always_.begin(), always_.end());
  if (folded.empty()) return;
  const std::size_t word = first_word(folded);
  const std::size_t letter = word + first_letter(folded.substr(word));
  unsigned places = 1U << Prefilter::start;
  if (word > 0) {
    look_at(folded, 0, places, out);
    places = 0;
  }
  places |= 1U << Prefilter::word;
  if (letter > word) {
    if (word < folded.size()) look_at(folded, word, places, out);
    places = 0;
  }
  places |= 1U << Prefilter::letter;
  if (letter < folded.size()) look_at(folded, letter, places, out);
  (chars <= short_line ? any_ : long_).scan(folded, pool_, out);
}

}  // namespace dechaff::rules
