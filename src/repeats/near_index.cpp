#include "repeats/near_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <type_traits>

#include "repeats/fold.h"
#include "text/hash.h"
#include "text/simd.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::repeats {
namespace {

namespace simd = text::simd;

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014).
std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

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

void make_set(std::vector<std::uint64_t>& shingles) {
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
}

NearIndex::NearIndex(double threshold) : threshold_(std::clamp(threshold, 0.05, 1.0)) {
  constexpr double missed = 0.01;
  constexpr std::size_t most = 128;
  rows_ = bands_ = 1;
  for (std::size_t rows = 1; rows <= 16; ++rows) {
    const double band = std::pow(threshold_, static_cast<double>(rows));
    const double bands = band >= 1 ? 1 : std::ceil(std::log(missed) / std::log(1 - band));
    if (bands * static_cast<double>(rows) > static_cast<double>(most)) break;
    rows_ = rows;
    bands_ = static_cast<std::size_t>(bands);
  }
  signature_.resize(bands_ * rows_);
  filled_.resize(bands_ * rows_);
}

void NearIndex::clear() {
  begin_.assign(1, 0);
  distinct_.clear();
  older_.clear();
  std::fill(slots_.begin(), slots_.end(), Slot{0, 0});
  used_ = 0;
}

void NearIndex::sign(const std::vector<std::uint64_t>& shingles) {
  const std::size_t bins = signature_.size();
  std::fill(signature_.begin(), signature_.end(), UINT32_MAX);
  std::fill(filled_.begin(), filled_.end(), std::uint8_t{0});
  for (const std::uint64_t shingle : shingles) {
    const std::uint64_t h = mix(shingle);
    const std::size_t bin = static_cast<std::size_t>((h >> 32U) * bins >> 32U);
    const auto value = static_cast<std::uint32_t>(h);
    signature_[bin] = std::min(signature_[bin], value);
    filled_[bin] = 1;
  }
  // An empty bin borrows from one that chance chooses by the bin's number alone.
  for (std::size_t bin = 0; bin < bins; ++bin) {
    if (filled_[bin] != 0) continue;
    for (std::uint64_t attempt = 1;; ++attempt) {
      const std::size_t from = static_cast<std::size_t>(mix(bin << 20U | attempt) % bins);
      if (filled_[from] != 1) continue;
      signature_[bin] = signature_[from];
      break;
    }
  }
}

NearIndex::Slot& NearIndex::slot_of(std::uint64_t key) {
  if ((used_ + 1) * 3 > slots_.size() * 2) {
    std::vector<Slot> larger(std::max<std::size_t>(1024, slots_.size() * 2), Slot{0, 0});
    larger.swap(slots_);
    for (const Slot& slot : larger) {
      if (slot.newest == 0) continue;
      std::size_t at = slot.key & (slots_.size() - 1);
      while (slots_[at].newest != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }
  std::size_t at = key & (slots_.size() - 1);
  while (slots_[at].newest != 0 && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
  return slots_[at];
}

std::size_t NearIndex::make_distinct(std::uint64_t* shingles, std::size_t size, ShingleSet& set) {
  set.clear(size);
  std::size_t distinct = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint64_t shingle = shingles[i];
    if (set.insert(shingle)) shingles[distinct++] = shingle;
  }
  return distinct;
}

/// Most texts are no candidate ever, so sets are only made here.
double NearIndex::similarity(std::vector<std::uint64_t>& shingles, std::size_t id) {
  if (!is_set_) shingles.resize(make_distinct(shingles.data(), shingles.size(), here_));
  is_set_ = true;
  auto* const there = shingles_ + begin_[id];
  if (distinct_[id] == 0) {
    const std::size_t all = begin_[id + 1] - begin_[id];
    distinct_[id] = static_cast<std::uint32_t>(make_distinct(there, all, other_));
  }
  const auto size = static_cast<double>(distinct_[id]);
  const auto here = static_cast<double>(shingles.size());
  if (std::min(size, here) < threshold_ * std::max(size, here)) return 0;  // cannot be enough
  std::size_t both = 0;
  for (std::size_t i = 0; i < distinct_[id]; ++i) both += here_.has(there[i]) ? 1U : 0U;
  return static_cast<double>(both) / (here + size - static_cast<double>(both));
}

std::uint64_t NearIndex::band_key(std::size_t band) const {
  std::uint64_t key = mix(band);
  for (std::size_t row = 0; row < rows_; ++row) key = mix(key ^ signature_[band * rows_ + row]);
  return key;
}

void NearIndex::keys(std::vector<std::uint64_t>& shingles, std::vector<std::uint64_t>& out) {
  make_set(shingles);
  out.clear();
  if (shingles.empty()) return;
  sign(shingles);
  for (std::size_t band = 0; band < bands_; ++band) out.push_back(band_key(band));
}

/// Remembers the text; `look` sees each earlier one that has a band in common with it once, the
/// latest of a band first, until it returns false.
template <class Look>
void NearIndex::place(std::vector<std::uint64_t>& shingles, Look look) {
  const auto id = static_cast<std::uint32_t>(size());
  older_.resize(older_.size() + bands_, 0);
  is_set_ = false;
  if (!shingles.empty()) {
    sign(shingles);
    seen_.clear();
    bands_here_.clear();
    for (std::size_t band = 0; band < bands_; ++band) {
      bands_here_.push_back(band_key(band));
      if (!slots_.empty()) __builtin_prefetch(&slots_[bands_here_[band] & (slots_.size() - 1)], 1);
    }
    bool looking = true;
    for (std::size_t band = 0; band < bands_; ++band) {
      Slot& slot = slot_of(bands_here_[band]);
      for (std::uint32_t other = slot.newest; other != 0 && looking;
           other = older_[(other - 1) * bands_ + band]) {
        if (std::find(seen_.begin(), seen_.end(), other) != seen_.end()) continue;
        seen_.push_back(other);
        looking = look(other - 1);
      }
      older_[id * bands_ + band] = slot.newest;
      if (slot.newest == 0) {
        slot.key = bands_here_[band];
        ++used_;
      }
      slot.newest = id + 1;
    }
  }
  const std::size_t end = begin_.back() + shingles.size();
  if (end > room_) {
    room_ = std::max(end * 2, std::size_t{1} << 12);
    memory_.grow(room_ * sizeof(std::uint64_t));
    shingles_ = static_cast<std::uint64_t*>(memory_.data);
  }
  std::copy(shingles.begin(), shingles.end(), shingles_ + begin_.back());
  begin_.push_back(end);
  distinct_.push_back(is_set_ ? static_cast<std::uint32_t>(shingles.size()) : 0);
}

std::optional<NearIndex::Match> NearIndex::add(std::vector<std::uint64_t>& shingles) {
  std::optional<Match> out;
  place(shingles, [&](std::size_t other) {
    const double alike = similarity(shingles, other);
    if (alike >= threshold_) out = Match{other, alike};
    return !out;
  });
  return out;
}

void NearIndex::add(std::vector<std::uint64_t>& shingles,
                    const std::function<bool(std::size_t)>& known,
                    const std::function<void(Match)>& take) {
  place(shingles, [&](std::size_t other) {
    if (known(other)) return true;
    const double alike = similarity(shingles, other);
    if (alike >= threshold_) take(Match{other, alike});
    return true;
  });
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

}  // namespace dechaff::repeats
