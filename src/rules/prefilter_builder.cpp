#include "rules/prefilter_builder.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace dechaff::rules {
namespace {

using Entry = Prefilter::Entry;

std::uint64_t head_of(std::string_view text) {
  std::uint64_t out = 0;
  std::memcpy(&out, text.data(), std::min<std::size_t>(text.size(), 8));
  return out;
}

/// Where a string of this length stands in Prefilter::key_bytes.
std::size_t table_for(std::size_t size) {
  std::size_t out = 0;
  while (out + 1 < Prefilter::key_bytes.size() && Prefilter::key_bytes[out + 1] <= size) ++out;
  return out;
}

void mark(std::vector<std::uint64_t>& marks, std::uint64_t bit) {
  marks[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
}

}  // namespace

void PrefilterBuilder::add(std::uint16_t index, std::uint32_t max_chars, const Required& required) {
  patterns_ = std::max<std::size_t>(patterns_, index + 1U);
  if (required.where == Required::Where::none) {
    always_.push_back(index);
    return;
  }
  for (const std::string& text : required.any) {
    const Entry entry{head_of(text), static_cast<std::uint32_t>(pool_.size()),
                      static_cast<std::uint16_t>(text.size()), index};
    pool_ += text;
    const std::size_t which = table_for(text.size());
    switch (required.where) {
      case Required::Where::start:
        starts_[which].push_back(entry);
        break;
      case Required::Where::word:
        words_[which].push_back(entry);
        break;
      case Required::Where::letter:
        letters_[which].push_back(entry);
        break;
      default:
        any_[which].push_back(entry);
        if (max_chars > Prefilter::short_line) long_[which].push_back(entry);
    }
  }
}

Prefilter PrefilterBuilder::build() {
  pool_.append(Prefilter::slack, '\0');
  ByteWriter out;
  out.text(pool_);
  out.list<std::uint16_t>(always_);
  for (Entries* tables : {&starts_, &words_, &letters_, &any_, &long_}) {
    for (std::size_t which = 0; which < tables->size(); ++which)
      write_table(which, (*tables)[which], out);
  }
  write_marks(any_, out);
  write_marks(long_, out);
  return {out.bytes(), patterns_};
}

void PrefilterBuilder::write_table(std::size_t which, std::vector<Entry>& entries,
                                   ByteWriter& out) const {
  const std::uint32_t bits =
      std::min(static_cast<std::uint32_t>(std::bit_width(entries.size())) + 1U, 14U);
  const auto key = [&](const Entry& e) {
    return Prefilter::hash(
        Prefilter::first_bytes(pool_.data() + e.text, Prefilter::key_bytes[which]), bits);
  };
  const auto text = [&](const Entry& e) { return std::string_view(pool_).substr(e.text, e.size); };
  std::sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
    const std::uint32_t ka = key(a), kb = key(b);
    return ka != kb ? ka < kb : text(a) != text(b) ? text(a) < text(b) : a.index < b.index;
  });
  std::vector<std::uint32_t> first((std::size_t{1} << bits) + 1, 0);
  for (const Entry& entry : entries) ++first[key(entry) + 1];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  out.value(bits);
  out.list<Entry>(entries);
  out.list<std::uint32_t>(first);
}

void PrefilterBuilder::write_marks(const Entries& entries, ByteWriter& out) const {
  std::vector<std::uint64_t> four((std::size_t{1} << Prefilter::mark_bits) / 64, 0);
  std::vector<std::uint64_t> pair((std::size_t{1} << 16U) / 64, 0);
  const auto pair_of = [](const char* at) {
    std::uint16_t two = 0;
    std::memcpy(&two, at, 2);
    return two;
  };
  for (std::size_t which = 0; which < entries.size(); ++which) {
    for (const Entry& e : entries[which]) {
      const char* const text = pool_.data() + e.text;
      if (Prefilter::key_bytes[which] >= 4) {
        mark(four, Prefilter::hash(Prefilter::first_bytes(text, 4), Prefilter::mark_bits));
      } else if (e.size >= 2) {
        mark(pair, pair_of(text));
      } else {
        for (unsigned next = 0; next < 256; ++next) {
          const char both[2] = {*text, static_cast<char>(next)};
          mark(pair, pair_of(both));
        }
      }
    }
  }
  out.list<std::uint64_t>(four);
  out.list<std::uint64_t>(pair);
}

}  // namespace dechaff::rules
