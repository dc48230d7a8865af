#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dechaff::dedup {

/// Units that are the same, or alike through others: connected components (union-find, the first
/// unit of a group is its root). Units are numbered from 0 as they come; 20 bytes a unit. Not
/// thread-safe.
class Groups {
 public:
  /// Takes the next unit, of `length` bytes; its number.
  std::size_t add(std::size_t length);
  /// The two are one group; `similarity` is that of the pair. Nearly O(1).
  void unite(std::size_t a, std::size_t b, float similarity);
  bool together(std::size_t a, std::size_t b) { return first(a) == first(b); }

  /// All were added: makes size() and longest() known. O(units).
  void settle();

  std::size_t first(std::size_t unit);
  std::uint32_t size(std::size_t unit) { return size_[first(unit)]; }
  /// The longest unit of the group, the first of several.
  std::size_t longest(std::size_t unit) { return longest_[first(unit)]; }
  /// To the unit with which it came into its group.
  float similarity(std::size_t unit) const { return similarity_[unit]; }
  std::size_t units() const { return root_.size(); }

 private:
  std::vector<std::uint32_t> root_, length_, size_, longest_;
  std::vector<float> similarity_;
};

}  // namespace dechaff::dedup
