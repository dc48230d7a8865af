#include "dedup/shingles.h"

#include <algorithm>
#include <array>
#include <bit>
#include <type_traits>

#include "dedup/fold.h"
#include "text/hash.h"
#include "text/simd.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::dedup {
namespace {

namespace simd = text::simd;
using text::mix;

constexpr std::size_t longest_plain = 32;

/// Whether 32 bytes begin with `size` small letters and digits of ASCII.
bool plain(const char* p, std::size_t size) {
  const auto counted = [](simd::Block b) {
    return simd::high_bits(simd::either(simd::within(b, 'a', 'z'), simd::within(b, '0', '9')));
  };
  std::uint32_t bits = counted(simd::load(p));
  if (size > 16) bits |= counted(simd::load(p + 16)) << 16U;
  return static_cast<std::size_t>(std::countr_one(bits)) >= size;
}

/// The runs of `size` words as sums of the words, each times the odd number of its place, mixed.
template <class Size>
void add_runs(const std::vector<std::uint64_t>& words, Size size, std::vector<std::uint64_t>& out) {
  std::array<std::uint64_t, 16> factors;
  for (std::size_t k = 0; k < size; ++k) factors[k] = mix(k) | 1U;
  const std::size_t begin = out.size(), runs = words.size() + 1 - size;
  out.resize(begin + runs);
  for (std::size_t i = 0; i < runs; ++i) {
    std::uint64_t sum = size;
    for (std::size_t k = 0; k < size; ++k) sum += factors[k] * words[i + k];
    out[begin + i] = mix(sum);
  }
}

}  // namespace

void make_set(std::vector<std::uint64_t>& shingles, std::size_t begin) {
  const auto from = shingles.begin() + static_cast<std::ptrdiff_t>(begin);
  std::sort(from, shingles.end());
  shingles.erase(std::unique(from, shingles.end()), shingles.end());
}

void WordShingles::add(std::string_view text, std::vector<std::uint64_t>& out) {
  // What fold() makes of most words, in their places; zeros behind them for plain().
  if (lower_.size() < text.size() + longest_plain) lower_.resize(text.size() + longest_plain);
  std::size_t at = 0;
  for (; at + 16 <= text.size(); at += 16)
    simd::store(lower_.data() + at, simd::lower_ascii(simd::load(text.data() + at)));
  for (; at < text.size(); ++at) {
    const char c = text[at];
    lower_[at] = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  std::fill_n(lower_.begin() + static_cast<std::ptrdiff_t>(at), longest_plain, '\0');
  words_.clear();
  text::for_each_word(text, [&](Span word) {
    const std::size_t size = word.end - word.begin;
    const char* const begin = lower_.data() + word.begin;
    if (size <= longest_plain && plain(begin, size)) {
      words_.push_back(text::hash64({begin, size}));
      return;
    }
    fold(text::slice(text, word), false, folded_);
    words_.push_back(text::hash64(folded_));
  });
  if (words_.empty()) return;
  if (words_.size() < run) {
    add_runs(words_, words_.size(), out);
  } else {
    add_runs(words_, std::integral_constant<std::size_t, run>{}, out);
  }
}

void character_shingles(std::string_view folded, std::size_t n, std::vector<std::uint64_t>& out) {
  std::vector<char32_t> points;
  for (std::size_t at = 0; at < folded.size();) {
    const text::Decoded d = text::decode(folded, at);
    points.push_back(d.c);
    at += d.bytes;
  }
  const std::size_t size = std::min(n, points.size());
  for (std::size_t i = 0; size > 0 && i + size <= points.size(); ++i) {
    std::uint64_t key = size;
    for (std::size_t k = 0; k < size; ++k) key = mix(key ^ points[i + k]);
    out.push_back(key);
  }
}

}  // namespace dechaff::dedup
