#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace dechaff::stats {

/// How often values came, in buckets of 1/64 of an octave: any value is known to 1.6 %, whole
/// numbers up to 127 exactly. At most some thousand buckets, whatever comes; the order in which
/// values come does not matter but for the last bits of the mean. (HDR histograms,
/// hdrhistogram.org, are made so.)
class Histogram {
 public:
  /// Not-a-number and infinity are counted as missing. O(log buckets).
  void add(double value);

  std::uint64_t count() const { return count_; }
  std::uint64_t missing() const { return missing_; }
  double least() const { return least_; }
  double most() const { return most_; }
  double mean() const { return count_ == 0 ? 0 : sum_ / static_cast<double>(count_); }
  /// The value below which this share (0 to 1) lies. O(buckets).
  double percentile(double share) const;

  struct Bar {
    double begin, end;
    std::uint64_t count;
  };
  /// At most `bars` bars of equal width from the least to the most; by powers of ten when the
  /// values spread so far that one bar would hold nearly all. O(buckets).
  std::vector<Bar> bars(std::size_t most_bars) const;
  bool logarithmic() const;

 private:
  struct Bucket {
    std::uint64_t count = 0;
    double least = 0, most = 0;
  };
  std::map<std::int64_t, Bucket> buckets_;  // ascending with the values
  std::uint64_t count_ = 0, missing_ = 0;
  double sum_ = 0, least_ = 0, most_ = 0;
};

}  // namespace dechaff::stats
