#pragma once

#include <cstdint>
#include <vector>

namespace dechaff::signals {

/// The n-grams of a list of words that occur in it more than once, for n = 1 to 10, one length at a
/// time. An n-gram can only repeat where both (n-1)-grams in it do, so level n looks only at the
/// survivors of level n-1, and names an n-gram by the two that it is made of: exact, and in prose
/// little more than one look-up a word for all ten. Memory: 24 bytes a word and 1 MB at most where
/// there are many words. Holds work space; one object a worker.
class Repeats {
 public:
  static constexpr std::size_t longest = 10;

  /// The repeated n-grams: `at` ascending, `gram` their dense ids from 0; `count` and `first`
  /// (position) by id. An id whose count is 1 does not occur in `gram`.
  struct Level {
    std::vector<std::uint32_t> at, gram;
    std::vector<std::uint32_t> count, first;
  };

  /// Level 1: the words, numbers below `distinct`, which all occur. Its `first` is empty. O(words).
  void begin(const std::vector<std::uint32_t>& words, std::size_t distinct);
  /// The level of n-grams that are longer by a word. O(repeats of the level before).
  void next();

  const Level& level() const { return level_; }
  /// The length of its n-grams.
  std::size_t n() const { return n_; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t gram = 0;
    std::uint32_t epoch = 0;  // empty unless it is the present one
  };
  struct Next {
    std::uint32_t gram, made;  // what follows, and what the two make
  };
  /// The k-th and the next place of the level are neighbours.
  bool pair_at(std::size_t k) const { return level_.at[k + 1] == level_.at[k] + 1; }
  std::uint64_t key_at(std::size_t k) const {
    return std::uint64_t{level_.gram[k]} << 32 | level_.gram[k + 1];
  }
  void pairs();
  void extend();
  void extend_in_parts();
  void clear_slots(std::size_t keys);
  void grow_slots();
  std::uint32_t add_gram(std::uint32_t at);
  std::uint32_t gram_of(std::uint64_t key, std::uint32_t at);
  void drop_single(std::size_t places);

  Level level_;  // each level is made in the place of the one before
  std::size_t n_ = 0;
  std::vector<std::uint8_t> seen_;     // how often about: by a hash of two words
  std::vector<std::uint32_t> places_;  // in seen_; then those in the level below that may repeat
  std::vector<std::uint32_t> fresh_;   // of many words: the grams of the level that is made
  std::vector<Next> next_;             // by the gram below: its first continuation
  std::vector<Slot> slots_;
  std::size_t used_ = 0, taken_ = 0;  // of slots_
  std::uint32_t epoch_ = 0;
  std::uint32_t grams_ = 0;  // of the level
};

/// Characters before each word; the last entry is the sum. For lengths of n-grams.
using Lengths = std::vector<std::uint32_t>;

}  // namespace dechaff::signals
