#include "signals/totals/frequent.h"

#include <algorithm>

namespace dechaff::stats {

void Frequent::add(std::uint64_t hash, std::string_view text) {
  const auto found = lines_.find(hash);
  if (found != lines_.end()) {
    ++found->second.count;
    return;
  }
  if (lines_.size() >= capacity_) thin();
  lines_.emplace(hash, Line{std::string(text), 1});
}

void Frequent::thin() {
  std::vector<std::uint64_t> counts;
  counts.reserve(lines_.size());
  for (const auto& [hash, line] : lines_) counts.push_back(line.count);
  const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
  std::nth_element(counts.begin(), middle, counts.end());
  const std::uint64_t off = *middle;
  error_ += off;
  for (auto at = lines_.begin(); at != lines_.end();) {
    if (at->second.count <= off) {
      at = lines_.erase(at);
    } else {
      at->second.count -= off;
      ++at;
    }
  }
}

std::vector<Frequent::Line> Frequent::top(std::size_t most) const {
  std::vector<Line> out;
  for (const auto& [hash, line] : lines_) {
    if (line.count + error_ >= 2 && line.count > 1) out.push_back(line);
  }
  std::sort(out.begin(), out.end(), [](const Line& a, const Line& b) {
    return a.count != b.count ? a.count > b.count : a.text < b.text;
  });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace dechaff::stats
