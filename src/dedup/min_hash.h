#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dechaff::dedup {

/// Keys by which sets of shingles that are alike find each other: MinHash, Broder 1997, "On the
/// resemblance and containment of documents"; one permutation with optimal densification,
/// Shrivastava 2017, https://arxiv.org/abs/1703.04664; bands as in Leskovec, Rajaraman & Ullman,
/// "Mining of Massive Datasets", chapter 3. Seeds are fixed. Not thread-safe.
class MinHash {
 public:
  /// `threshold` in (0, 1]. Takes the most rows a band with which a pair at the threshold is found
  /// with a probability of .99, from at most 128 hashes: 16 bands of 6 rows at .8, 25 of 5 at .7.
  explicit MinHash(double threshold);

  /// Appends a key a band: two texts that have one in common may be alike. `shingles` are hashes
  /// already, and may hold one twice; none: zeros. O(shingles + hashes).
  void keys(std::span<const std::uint64_t> shingles, std::vector<std::uint64_t>& out);

  std::size_t bands() const { return bands_; }
  std::size_t rows() const { return rows_; }

 private:
  void sign(std::span<const std::uint64_t> shingles);
  std::uint64_t band_key(std::size_t band) const;

  std::size_t bands_ = 1, rows_ = 1;
  std::vector<std::uint32_t> signature_;
  std::vector<std::uint8_t> filled_;
};

}  // namespace dechaff::dedup
