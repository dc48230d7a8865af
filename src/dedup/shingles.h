#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff::dedup {

/// Sorts what stands from `begin` on, and leaves each once.
void make_set(std::vector<std::uint64_t>& shingles, std::size_t begin = 0);

/// Hashes of the runs of five words of a text, in folded case; of scripts without spaces each
/// character is a word. A shorter text is one shingle. Keeps its work space from text to text.
class WordShingles {
 public:
  /// Appends those of `text`. O(bytes).
  void add(std::string_view text, std::vector<std::uint64_t>& out);

 private:
  static constexpr std::size_t run = 5;

  std::vector<char> lower_;
  std::vector<std::uint64_t> words_;
  std::string folded_;
};

/// Hashes of the runs of `n` code points of the folded text (see fold()), for short texts. O(n).
void character_shingles(std::string_view folded, std::size_t n, std::vector<std::uint64_t>& out);

}  // namespace dechaff::dedup
