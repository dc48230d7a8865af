#include "rules/pattern/string_lists.h"

#include <algorithm>
#include <cstdint>

namespace dechaff::rules {

bool useful(const Strings& strings) {
  return !strings.empty() &&
         std::none_of(strings.begin(), strings.end(), [](const auto& s) { return s.empty(); });
}

std::size_t shortest(const Strings& strings) {
  std::size_t out = SIZE_MAX;
  for (const std::string& s : strings) out = std::min(out, s.size());
  return strings.empty() ? 0 : out;
}

std::size_t longest(const Strings& strings) {
  std::size_t out = 0;
  for (const std::string& s : strings) out = std::max(out, s.size());
  return out;
}

Strings product(const Strings& a, const Strings& b) {
  if (a.size() == 1 && a.front().empty()) return b;
  Strings out;
  out.reserve(a.size() * b.size());
  for (const std::string& first : a) {
    for (const std::string& second : b) out.push_back(first + second);
  }
  return out;
}

void unite(Strings& into, const Strings& more) {
  into.insert(into.end(), more.begin(), more.end());
}

bool fit(Strings& strings) {
  for (const std::size_t most_bytes : {longest_string, std::size_t{8}, std::size_t{6},
                                       std::size_t{5}, std::size_t{4}, std::size_t{3}}) {
    for (std::string& s : strings) s.resize(std::min(s.size(), most_bytes));
    std::sort(strings.begin(), strings.end());
    strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
    if (strings.size() <= most_strings) return true;
  }
  strings.clear();
  return false;
}

void prefer(Strings& best, const Strings& other) {
  if (!useful(other) || other.size() > most_strings) return;
  const std::size_t a = std::min(shortest(best), longest_string);
  const std::size_t b = std::min(shortest(other), longest_string);
  if (best.empty() || b > a || (b == a && other.size() < best.size())) best = other;
}

}  // namespace dechaff::rules
