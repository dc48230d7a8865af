#include "learn/line_sketch.h"

#include <algorithm>

namespace dechaff::learn {

void LineSketch::add(std::uint64_t key) {
  waiting_.push_back(key);
  if (waiting_.size() >= 64 + counters_.size() / 2) settle();
}

const std::vector<LineSketch::Counter>& LineSketch::counters() {
  settle();
  return counters_;
}

void LineSketch::settle() {
  std::sort(waiting_.begin(), waiting_.end());
  std::vector<Counter> merged;
  merged.reserve(counters_.size() + waiting_.size());
  auto old = counters_.begin();
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    const std::uint64_t key = *at;
    while (old != counters_.end() && old->key < key) merged.push_back(*old++);
    const auto end = std::find_if(at, waiting_.end(), [key](std::uint64_t k) { return k != key; });
    Counter counter{key, static_cast<std::uint32_t>(end - at)};
    if (old != counters_.end() && old->key == key) counter.count += (old++)->count;
    merged.push_back(counter);
    at = end;
  }
  merged.insert(merged.end(), old, counters_.end());
  counters_ = std::move(merged);
  waiting_.clear();
  if (counters_.size() > 2 * most_) prune();
}

/// Takes the count of the (most + 1)th counter off all of them.
void LineSketch::prune() {
  std::vector<std::uint32_t> counts;
  counts.reserve(counters_.size());
  for (const Counter& counter : counters_) counts.push_back(counter.count);
  const auto cut = counts.begin() + static_cast<std::ptrdiff_t>(most_);
  std::nth_element(counts.begin(), cut, counts.end(), std::greater<>());
  const std::uint32_t less = *cut;
  error_ += less;
  std::erase_if(counters_, [less](const Counter& counter) { return counter.count <= less; });
  for (Counter& counter : counters_) counter.count -= less;
}

}  // namespace dechaff::learn
