#include "rules/prefilter.h"

#include <algorithm>
#include <cstring>

namespace dechaff::rules {
namespace {

constexpr unsigned key_bits = 13;

/// The first eight bytes of `text`, zeros behind its end.
std::uint64_t head_of(std::string_view text) {
  std::uint64_t out = 0;
  std::memcpy(&out, text.data(), std::min<std::size_t>(text.size(), 8));
  return out;
}

}  // namespace

std::uint32_t Prefilter::Table::key(const char* at) const {
  std::uint32_t value = 0;
  if (bytes == 4) {
    std::memcpy(&value, at, 4);
  } else {
    std::memcpy(&value, at, bytes == 2 ? 2 : 1);
  }
  return value * 2654435761U >> (32 - key_bits);  // Knuth, TAOCP 3, 6.4: multiplicative hashing
}

void Prefilter::Table::prepare() {
  std::sort(entries.begin(), entries.end(), [this](const Entry& a, const Entry& b) {
    const std::uint32_t ka = key(a.text.data()), kb = key(b.text.data());
    return ka != kb ? ka < kb : a.text != b.text ? a.text < b.text : a.index < b.index;
  });
  first.assign((std::size_t{1} << key_bits) + 1, 0);
  for (const Entry& entry : entries) ++first[key(entry.text.data()) + 1];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
}

void Prefilter::Table::look(std::string_view folded, std::size_t at,
                            std::vector<std::uint32_t>& out) const {
  const std::uint32_t k = key(folded.data() + at);
  if (first[k] == first[k + 1]) return;
  const std::string_view rest = folded.substr(at);
  const std::uint64_t head = head_of(rest);
  for (std::uint32_t i = first[k]; i < first[k + 1]; ++i) {
    const Entry& entry = entries[i];
    if ((head & entry.mask) != entry.head) continue;
    if (entry.text.size() <= 8 || rest.starts_with(entry.text)) out.push_back(entry.index);
  }
}

void Prefilter::add(std::uint32_t index, const Required& required) {
  for (const std::string& text : required.any) {
    const bool begin = required.where == Required::Where::begin;
    Table& table = begin ? (text.size() < begins_.bytes ? letters_ : begins_)
                         : (text.size() < insides_.bytes ? short_insides_ : insides_);
    const std::size_t bytes = std::min<std::size_t>(text.size(), 8);
    // The mask is built like the head, so that the order of bytes does not matter.
    table.entries.push_back({text, head_of(text), head_of(std::string(bytes, '\xFF')), index});
  }
}

void Prefilter::prepare() {
  letters_.prepare();
  begins_.prepare();
  short_insides_.prepare();
  insides_.prepare();
}

void Prefilter::candidates(std::string_view folded, std::vector<std::uint32_t>& out) const {
  const std::size_t before = out.size();
  const std::size_t word = first_word(folded);
  if (word < folded.size()) letters_.look(folded, word, out);
  if (word + begins_.bytes <= folded.size()) begins_.look(folded, word, out);
  for (std::size_t at = 0; at + insides_.bytes <= folded.size(); ++at)
    insides_.look(folded, at, out);
  if (!short_insides_.entries.empty()) {
    for (std::size_t at = 0; at + short_insides_.bytes <= folded.size(); ++at)
      short_insides_.look(folded, at, out);
  }
  std::sort(out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
  out.erase(std::unique(out.begin() + static_cast<std::ptrdiff_t>(before), out.end()), out.end());
}

}  // namespace dechaff::rules
