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
    std::uint64_t key = 0;
    std::uint32_t gram = 0;
    std::uint32_t epoch = 0;  // empty unless it is the present one
  };
  struct Next {
    std::uint32_t gram, made;  // what stands behind, and what the two make
  };
  void first_level(const std::vector<std::uint32_t>& words, std::size_t distinct);
  void pairs(const Level& below, Level& level);
  void extend(const Level& below, Level& level);
  void clear_slots(std::size_t keys);
  static void make_room(Level& level, std::size_t places);
  std::uint32_t add_gram(std::uint32_t at, Level& level);
  std::uint32_t gram_of(std::uint64_t key, std::uint32_t at, Level& level);
  static void drop_single(Level& level);

  Level levels_[longest + 1];
  std::vector<std::uint8_t> seen_;     // how often about: by a hash of two words
  std::vector<std::uint32_t> places_;  // in seen_; then those in the level below that may repeat
  std::vector<Next> next_;             // by the gram below: its first continuation
  std::vector<Slot> slots_;
  std::size_t used_ = 0;  // of slots_
  std::uint32_t epoch_ = 0;
  std::uint32_t grams_ = 0;  // of the level that is made
};

/// Characters before each word; the last entry is the sum. For lengths of n-grams.
using Lengths = std::vector<std::uint32_t>;

}  // namespace dechaff::signals
