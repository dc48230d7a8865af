#pragma once

#include <cstdint>
#include <vector>

namespace dechaff::signals {

/// The n-grams of a list of words that stand in it more than once, for n = 1 to 10. An n-gram can
/// only repeat where both (n-1)-grams in it do, so level n asks only about the survivors of level
/// n-1, and names an n-gram by the two that it is made of: exact, and in prose little more than one
/// look-up a word for all ten. Holds work space; one object a worker.
class Repeats {
 public:
  static constexpr std::size_t longest = 10;

  /// The repeated n-grams: `at` ascending, `gram` their dense ids from 0; `count` and `first`
  /// (position) by id. An id whose count is 1 does not occur in `gram`.
  struct Level {
    std::vector<std::uint32_t> at, gram;
    std::vector<std::uint32_t> count, first;

    void clear() {
      at.clear();
      gram.clear();
      count.clear();
      first.clear();
    }
  };

  /// `words` are numbers below `distinct`, which all occur. O(words) + the repeats of every level.
  void find(const std::vector<std::uint32_t>& words, std::size_t distinct);

  const Level& level(std::size_t n) const { return levels_[n]; }

 private:
  struct Slot {
    std::uint64_t key;  // 0: empty
    std::uint32_t gram;
  };
  void first_level(const std::vector<std::uint32_t>& words, std::size_t distinct);
  void next_level(const Level& below, Level& level);
  static void drop_single(Level& level);

  Level levels_[longest + 1];
  std::vector<std::uint8_t> seen_;    // how often about: by a hash of two grams, up to 2
  std::vector<std::uint32_t> maybe_;  // places in the level below that may repeat
  std::vector<Slot> slots_;
};

/// Characters before each word; the last entry is the sum. For lengths of n-grams.
using Lengths = std::vector<std::uint32_t>;

}  // namespace dechaff::signals
