#include "dedup/min_hash.h"

#include <algorithm>
#include <cmath>

#include "text/hash.h"

namespace dechaff::dedup {

using text::mix;

MinHash::MinHash(double threshold) {
  threshold = std::clamp(threshold, 0.05, 1.0);
  constexpr double missed = 0.01;
  constexpr std::size_t most = 128;
  for (std::size_t rows = 1; rows <= 16; ++rows) {
    const double band = std::pow(threshold, static_cast<double>(rows));
    const double bands = band >= 1 ? 1 : std::ceil(std::log(missed) / std::log(1 - band));
    if (bands * static_cast<double>(rows) > static_cast<double>(most)) break;
    rows_ = rows;
    bands_ = static_cast<std::size_t>(bands);
  }
  signature_.resize(bands_ * rows_);
  filled_.resize(bands_ * rows_);
}

void MinHash::sign(std::span<const std::uint64_t> shingles) {
  const std::size_t bins = signature_.size();
  std::fill(signature_.begin(), signature_.end(), UINT32_MAX);
  std::fill(filled_.begin(), filled_.end(), std::uint8_t{0});
  for (const std::uint64_t shingle : shingles) {
    const std::size_t bin = static_cast<std::size_t>((shingle >> 32U) * bins >> 32U);
    const auto value = static_cast<std::uint32_t>(shingle);
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

std::uint64_t MinHash::band_key(std::size_t band) const {
  std::uint64_t key = mix(band);
  for (std::size_t row = 0; row < rows_; ++row) key = mix(key ^ signature_[band * rows_ + row]);
  return key;
}

void MinHash::keys(std::span<const std::uint64_t> shingles, std::vector<std::uint64_t>& out) {
  if (shingles.empty()) {
    out.resize(out.size() + bands_, 0);
    return;
  }
  sign(shingles);
  for (std::size_t band = 0; band < bands_; ++band) out.push_back(band_key(band));
}

}  // namespace dechaff::dedup
