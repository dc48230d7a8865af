#include "rules/prefilter.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace dechaff::rules {
namespace {

constexpr std::uint32_t mark_bits = 17;  // 16 KiB of marks stay in the first cache

/// The first eight bytes of `text`, zeros behind its end.
std::uint64_t head_of(std::string_view text) {
  std::uint64_t out = 0;
  std::memcpy(&out, text.data(), std::min<std::size_t>(text.size(), 8));
  return out;
}

/// The bytes of head_of that `size` of them fill; built like it, so that the order of bytes does
/// not matter.
const std::uint64_t* head_masks() {
  static const std::vector<std::uint64_t> masks = [] {
    std::vector<std::uint64_t> out;
    for (std::size_t size = 0; size <= 8; ++size) out.push_back(head_of(std::string(size, '\xFF')));
    return out;
  }();
  return masks.data();
}

std::uint32_t word_at(const char* at) {
  std::uint32_t out = 0;
  std::memcpy(&out, at, 4);
  return out;
}

/// Knuth, TAOCP 3, 6.4: multiplicative hashing.
std::uint32_t hash(std::uint32_t value, std::uint32_t bits) {
  return bits == 0 ? 0 : value * 2654435761U >> (32 - bits);
}

/// The first `bytes` bytes of `at`, four at most, as a number; four can be read.
std::uint32_t first_bytes(const char* at, std::uint32_t bytes) {
  static constexpr std::array<unsigned char, 8> ones = {0xFF, 0xFF, 0xFF, 0xFF};
  std::uint32_t mask = 0;
  std::memcpy(&mask, ones.data() + 4 - bytes, 4);
  return word_at(at) & mask;
}

bool marked(const std::vector<std::uint64_t>& marks, std::uint32_t bit) {
  return (marks[bit >> 6U] >> (bit & 63U) & 1U) != 0;
}

void mark(std::vector<std::uint64_t>& marks, std::uint32_t bit) {
  marks[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
}

}  // namespace

std::vector<Prefilter::Table> Prefilter::tables() {
  return {{1, 0, {}, {}}, {2, 0, {}, {}}, {3, 0, {}, {}}, {4, 0, {}, {}}};
}

void Prefilter::Table::prepare(const std::string& pool) {
  key_bits = std::min(static_cast<std::uint32_t>(std::bit_width(entries.size())) + 1U, 14U);
  const auto key = [&](const Entry& e) {
    return hash(first_bytes(pool.data() + e.text, bytes), key_bits);
  };
  const auto text = [&](const Entry& e) { return std::string_view(pool).substr(e.text, e.size); };
  std::sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
    const std::uint32_t ka = key(a), kb = key(b);
    return ka != kb ? ka < kb : text(a) != text(b) ? text(a) < text(b) : a.index < b.index;
  });
  first.assign((std::size_t{1} << key_bits) + 1, 0);
  for (const Entry& entry : entries) ++first[key(entry) + 1];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
}

void Prefilter::Table::look(std::string_view folded, std::size_t at, const std::string& pool,
                            std::vector<std::uint16_t>& out) const {
  const std::uint32_t k = hash(first_bytes(folded.data() + at, bytes), key_bits);
  const std::uint32_t begin = first[k], end = first[k + 1];
  if (begin == end) return;
  static const std::uint64_t* const masks = head_masks();
  std::uint64_t head = 0;
  std::memcpy(&head, folded.data() + at, 8);
  for (std::uint32_t i = begin; i < end; ++i) {
    const Entry& entry = entries[i];
    if (((head ^ entry.head) & masks[std::min<std::size_t>(entry.size, 8)]) != 0) continue;
    // What stands behind the line is zeros, and no string holds one.
    if (entry.size <= 8 ||
        folded.substr(at).starts_with(std::string_view(pool).substr(entry.text, entry.size)))
      out.push_back(entry.index);
  }
}

void Prefilter::Insides::prepare(const std::string& pool) {
  single.prepare(pool);
  pair.prepare(pool);
  four.prepare(pool);
  four_marks.assign((std::size_t{1} << mark_bits) / 64, 0);
  pair_marks.assign((std::size_t{1} << 16U) / 64, 0);
  for (const Entry& e : four.entries)
    mark(four_marks, hash(word_at(pool.data() + e.text), mark_bits));
  for (const Entry& e : pair.entries) mark(pair_marks, first_bytes(pool.data() + e.text, 2));
  for (const Entry& e : single.entries) {
    for (std::uint32_t next = 0; next < 256; ++next) {
      const char both[4] = {pool[e.text], static_cast<char>(next), 0, 0};
      mark(pair_marks, first_bytes(both, 2));
    }
  }
}

void Prefilter::Insides::scan(std::string_view folded, const std::string& pool,
                              std::vector<std::uint16_t>& out) const {
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const char* const here = folded.data() + at;
    if (marked(four_marks, hash(word_at(here), mark_bits))) four.look(folded, at, pool, out);
    if (marked(pair_marks, first_bytes(here, 2))) {
      pair.look(folded, at, pool, out);
      single.look(folded, at, pool, out);
    }
  }
}

void Prefilter::add(std::uint16_t index, std::uint32_t max_chars, const Required& required) {
  anchored_.resize(std::max<std::size_t>(anchored_.size(), index + 1U), 0);
  anchored_[index] = required.anchored ? 1 : 0;
  if (required.where == Required::Where::none) {
    always_.push_back(index);
    return;
  }
  for (const std::string& text : required.any) {
    const Entry entry{head_of(text), static_cast<std::uint32_t>(pool_.size()),
                      static_cast<std::uint16_t>(text.size()), index};
    pool_ += text;
    if (required.where != Required::Where::inside) {
      auto& by_size = required.where == Required::Where::start  ? starts_
                      : required.where == Required::Where::word ? words_
                                                                : letters_;
      by_size[std::min<std::size_t>(text.size(), 4) - 1].entries.push_back(entry);
      continue;
    }
    for (Insides* insides : {&any_, &long_}) {
      if (insides == &long_ && max_chars <= short_line) continue;
      Table& table = text.size() >= 4   ? insides->four
                     : text.size() >= 2 ? insides->pair
                                        : insides->single;
      table.entries.push_back(entry);
    }
  }
}

template <class Self, class Visit>
void Prefilter::each_table(Self& self, Visit visit) {
  for (auto* by_size : {&self.starts_, &self.words_, &self.letters_}) {
    for (auto& table : *by_size) visit(table);
  }
  for (auto* insides : {&self.any_, &self.long_}) {
    visit(insides->single);
    visit(insides->pair);
    visit(insides->four);
  }
}

void Prefilter::prepare() {
  pool_.append(slack, '\0');
  for (auto* by_size : {&starts_, &words_, &letters_}) {
    for (Table& table : *by_size) table.prepare(pool_);
  }
  any_.prepare(pool_);
  long_.prepare(pool_);
}

void Prefilter::candidates(std::string_view folded, std::uint32_t chars,
                           std::vector<std::uint16_t>& out) const {
  out.insert(out.end(), always_.begin(), always_.end());
  if (folded.empty()) return;
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
  out.list(anchored_);
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
  const auto require = [](bool holds) {
    if (!holds) throw std::out_of_range("a table does not fit");
  };
  pool_ = in.text();
  always_ = in.list<std::uint16_t>();
  anchored_ = in.list<std::uint8_t>();
  for (const std::uint16_t index : always_) require(index < patterns);
  each_table(*this, [&](Table& table) {
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
