#include "signals/totals/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace dechaff::stats {
namespace {

/// Sign, exponent and six bits of the fraction; ascending with the value.
std::int64_t bucket_of(double value) {
  const auto bits = static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(std::abs(value)) >> 46);
  return value < 0 ? -bits : bits;
}

}  // namespace

void Histogram::add(double value) {
  if (!std::isfinite(value)) {
    ++missing_;
    return;
  }
  if (count_ == 0) least_ = most_ = value;
  least_ = std::min(least_, value);
  most_ = std::max(most_, value);
  sum_ += value;
  ++count_;
  Bucket& bucket = buckets_[bucket_of(value)];
  if (bucket.count++ == 0) bucket.least = bucket.most = value;
  bucket.least = std::min(bucket.least, value);
  bucket.most = std::max(bucket.most, value);
}

double Histogram::percentile(double share) const {
  const double rank = share * static_cast<double>(count_ == 0 ? 0 : count_ - 1);
  double before = 0;
  for (const auto& [key, bucket] : buckets_) {
    const auto here = static_cast<double>(bucket.count);
    if (rank < before + here) {
      const double part = here > 1 ? (rank - before) / (here - 1) : 0;
      return bucket.least + std::min(part, 1.0) * (bucket.most - bucket.least);
    }
    before += here;
  }
  return most_;
}

bool Histogram::logarithmic() const {
  return least_ >= 0 && most_ > 100 && percentile(0.9) < most_ / 8;
}

std::vector<Histogram::Bar> Histogram::bars(std::size_t most_bars) const {
  std::vector<Bar> out;
  if (count_ == 0) return out;
  if (least_ == most_) return {{least_, most_, count_}};
  const bool logs = logarithmic();
  const auto scale = [&](double v) { return logs ? std::log10(1 + v) : v; };
  const auto back = [&](double v) { return logs ? std::pow(10, v) - 1 : v; };
  const double from = scale(least_), width = (scale(most_) - from) / static_cast<double>(most_bars);
  for (std::size_t i = 0; i < most_bars; ++i) {
    out.push_back({back(from + width * static_cast<double>(i)),
                   back(from + width * static_cast<double>(i + 1)), 0});
  }
  for (const auto& [key, bucket] : buckets_) {
    const double middle = scale((bucket.least + bucket.most) / 2);
    const auto i = static_cast<std::size_t>((middle - from) / width);
    out[std::min(i, most_bars - 1)].count += bucket.count;
  }
  return out;
}

}  // namespace dechaff::stats
