#include "rules/prefilter.h"

#include <algorithm>
#include <cstring>

#include "rules/literals.h"

namespace dechaff::rules {
namespace {

/// Which bytes of a number read from memory are the first ones; built by reading, so that the
/// order of bytes does not matter.
constexpr std::array<unsigned char, 16> ones = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

std::uint64_t mask_of(std::size_t bytes) {
  std::uint64_t out = 0;
  std::memcpy(&out, ones.data() + 8 - std::min<std::size_t>(bytes, 8), 8);
  return out;
}

bool marked(std::span<const std::uint64_t> marks, std::uint64_t bit) {
  return (marks[bit >> 6U] >> (bit & 63U) & 1U) != 0;
}

void require(bool holds) {
  if (!holds) throw std::out_of_range("a table does not fit");
}

}  // namespace

std::uint64_t Prefilter::first_bytes(const char* at, std::size_t bytes) {
  std::uint64_t out = 0;
  std::memcpy(&out, at, 8);
  return out & mask_of(bytes);
}

void Prefilter::Table::look(std::string_view folded, std::size_t at, std::string_view pool,
                            std::vector<std::uint16_t>& out) const {
  std::uint64_t here = 0;
  std::memcpy(&here, folded.data() + at, 8);
  const std::uint32_t k = hash(here & mask_of(bytes), key_bits);
  const std::uint32_t begin = first[k], end = first[k + 1];
  for (std::uint32_t i = begin; i < end; ++i) {
    const Entry& entry = entries[i];
    if (((here ^ entry.head) & mask_of(entry.size)) != 0) continue;
    // What stands behind the line is zeros, and no string holds one.
    if (entry.size <= 8 || folded.substr(at).starts_with(pool.substr(entry.text, entry.size)))
      out.push_back(entry.index);
  }
}

void Prefilter::Insides::scan(std::string_view folded, std::string_view pool,
                              std::vector<std::uint16_t>& out) const {
  const auto& [single, pair, three, four, eight] = tables;
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const char* const here = folded.data() + at;
    if (marked(four_marks, hash(first_bytes(here, 4), mark_bits))) {
      four.look(folded, at, pool, out);
      eight.look(folded, at, pool, out);
    }
    std::uint16_t two = 0;
    std::memcpy(&two, here, 2);
    if (marked(pair_marks, two)) {
      three.look(folded, at, pool, out);
      pair.look(folded, at, pool, out);
      single.look(folded, at, pool, out);
    }
  }
}

Prefilter::Prefilter(std::string bytes, std::size_t patterns)
    : own_(std::make_shared<const std::string>(std::move(bytes))) {
  ByteReader in(*own_);
  read(in, patterns);
}

Prefilter::Prefilter(ByteReader& in, std::size_t patterns) { read(in, patterns); }

template <class Self, class Visit>
void Prefilter::each_table(Self& self, Visit visit) {
  for (auto* tables :
       {&self.starts_, &self.words_, &self.letters_, &self.any_.tables, &self.long_.tables}) {
    for (auto& table : *tables) visit(table);
  }
}

void Prefilter::candidates(std::string_view folded, std::uint32_t chars,
                           std::vector<std::uint16_t>& out) const {
  out.insert(out.end(), always_.begin(), always_.end());
  if (folded.empty() || pool_.empty()) return;
  const std::size_t word = first_word(folded);
  const std::size_t letter = word + first_letter(folded.substr(word));
  for (const Table& table : starts_) table.look(folded, 0, pool_, out);
  for (const Table& table : words_) table.look(folded, word, pool_, out);
  for (const Table& table : letters_) table.look(folded, letter, pool_, out);
  (chars <= short_line ? any_ : long_).scan(folded, pool_, out);
}

void Prefilter::write(ByteWriter& out) const {
  out.text(pool_);
  out.list(always_);
  each_table(*this, [&](const Table& table) {
    out.value(table.key_bits);
    out.list(table.entries);
    out.list(table.first);
  });
  for (const Insides* insides : {&any_, &long_}) {
    out.list(insides->four_marks);
    out.list(insides->pair_marks);
  }
}

void Prefilter::read(ByteReader& in, std::size_t patterns) {
  pool_ = in.text();
  always_ = in.list<std::uint16_t>();
  for (const std::uint16_t index : always_) require(index < patterns);
  std::size_t at = 0;
  each_table(*this, [&](Table& table) {
    table.bytes = key_bytes[at++ % key_bytes.size()];
    table.key_bits = in.value<std::uint32_t>();
    table.entries = in.list<Entry>();
    table.first = in.list<std::uint32_t>();
    require(table.key_bits <= 14 && table.first.size() == (std::size_t{1} << table.key_bits) + 1);
    require(std::is_sorted(table.first.begin(), table.first.end()) &&
            table.first.back() <= table.entries.size());
    for (const Entry& entry : table.entries)
      require(entry.index < patterns && entry.text + std::size_t{entry.size} <= pool_.size());
  });
  for (Insides* insides : {&any_, &long_}) {
    insides->four_marks = in.list<std::uint64_t>();
    insides->pair_marks = in.list<std::uint64_t>();
    require(insides->four_marks.size() == (std::size_t{1} << mark_bits) / 64 &&
            insides->pair_marks.size() == (std::size_t{1} << 16U) / 64);
  }
}

}  // namespace dechaff::rules
