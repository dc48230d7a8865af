#include "repeats/near_index.h"

#include <algorithm>
#include <cmath>

#include "repeats/fold.h"
#include "text/hash.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::repeats {
namespace {

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014).
std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

/// What fold() makes of a word of at most 32 ASCII letters and digits; 0 for any other.
std::size_t fold_plain(std::string_view word, char (&out)[32]) {
  if (word.size() > sizeof out) return 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto c = static_cast<unsigned char>(word[i]);
    const auto small = static_cast<unsigned char>(c | 0x20U);
    if (small >= 'a' && small <= 'z') {
      out[i] = static_cast<char>(small);
    } else if (c >= '0' && c <= '9') {
      out[i] = word[i];
    } else {
      return 0;
    }
  }
  return word.size();
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
  shingles_.clear();
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

/// Most texts are no candidate ever, so sets are only made here.
double NearIndex::similarity(std::vector<std::uint64_t>& shingles, std::size_t id) {
  if (!is_set_) make_set(shingles);
  is_set_ = true;
  auto* at = shingles_.data() + begin_[id];
  if (distinct_[id] == 0) {
    auto* const last = shingles_.data() + begin_[id + 1];
    std::sort(at, last);
    distinct_[id] = static_cast<std::uint32_t>(std::unique(at, last) - at);
  }
  const auto* const end = at + distinct_[id];
  const auto size = static_cast<double>(end - at);
  const auto here = static_cast<double>(shingles.size());
  if (std::min(size, here) < threshold_ * std::max(size, here)) return 0;  // cannot be enough
  std::size_t both = 0;
  for (auto x = shingles.begin(); x != shingles.end() && at != end;) {
    if (*x == *at) {
      ++both;
      ++x;
      ++at;
    } else if (*x < *at) {
      ++x;
    } else {
      ++at;
    }
  }
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
  shingles_.insert(shingles_.end(), shingles.begin(), shingles.end());
  begin_.push_back(shingles_.size());
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

void word_shingles(std::string_view text, std::size_t n, std::vector<std::uint64_t>& out) {
  std::vector<std::uint64_t> words;
  std::string folded;
  text::for_each_word(text, [&](Span at) {
    const std::string_view word = text::slice(text, at);
    char plain[32];
    if (const std::size_t size = fold_plain(word, plain); size > 0) {
      words.push_back(text::hash64({plain, size}));
      return;
    }
    fold(word, false, folded);
    words.push_back(text::hash64(folded));
  });
  // A sum of the words, each times the odd number of its place, then mixed once.
  const std::size_t size = std::min(n, words.size());
  std::vector<std::uint64_t> factors;
  for (std::size_t k = 0; k < size; ++k) factors.push_back(mix(k) | 1U);
  for (std::size_t i = 0; size > 0 && i + size <= words.size(); ++i) {
    std::uint64_t sum = size;
    for (std::size_t k = 0; k < size; ++k) sum += factors[k] * words[i + k];
    out.push_back(mix(sum));
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
