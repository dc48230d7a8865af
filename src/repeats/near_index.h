#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "repeats/shingle_set.h"
#include "repeats/zeros.h"

namespace dechaff::repeats {

/// Finds texts whose sets of shingles are alike, by MinHash and locality-sensitive hashing: Broder
/// 1997, "On the resemblance and containment of documents"; one permutation with optimal
/// densification, Shrivastava 2017, https://arxiv.org/abs/1703.04664; bands as in Leskovec,
/// Rajaraman & Ullman, "Mining of Massive Datasets", chapter 3. Every match is verified by the
/// exact Jaccard similarity of the sets. Seeds are fixed: the same texts in the same order give the
/// same matches. Memory a text: 8 bytes a shingle and about 20 bytes a band. Not thread-safe.
class NearIndex {
 public:
  struct Match {
    std::size_t id;     // of the earlier text: they count from 0
    double similarity;  // Jaccard, 0..1
  };

  /// `threshold` in (0, 1]. Takes the most rows a band with which a pair at the threshold is found
  /// with a probability of .99, from at most 128 hashes: 16 bands of 6 rows at .8, 25 of 5 at .7.
  explicit NearIndex(double threshold);

  /// An earlier text with a similarity of `threshold` at least, the latest one that is found; the
  /// text is remembered under the next id either way. `shingles` may be made unique.
  /// O(shingles), and O(shingles) of both for each candidate.
  std::optional<Match> add(std::vector<std::uint64_t>& shingles);

  /// The same, but all earlier texts that are alike go to `take`, without those of which `known`
  /// says that they need no look.
  void add(std::vector<std::uint64_t>& shingles, const std::function<bool(std::size_t)>& known,
           const std::function<void(Match)>& take);

  /// A key a band: two texts that have one in common may be alike. Changes `shingles` as add()
  /// does; nothing is remembered. None for a text without shingles.
  void keys(std::vector<std::uint64_t>& shingles, std::vector<std::uint64_t>& out);

  std::size_t size() const { return begin_.size() - 1; }
  std::size_t bands() const { return bands_; }
  std::size_t rows() const { return rows_; }
  void clear();

 private:
  struct Slot {
    std::uint64_t key;
    std::uint32_t newest;  // id + 1 of the latest text with this band; 0: free
  };

  template <class Look>
  void place(std::vector<std::uint64_t>& shingles, Look look);
  std::uint64_t band_key(std::size_t band) const;
  void sign(const std::vector<std::uint64_t>& shingles);
  Slot& slot_of(std::uint64_t key);
  static std::size_t make_distinct(std::uint64_t* shingles, std::size_t size, ShingleSet& set);
  double similarity(std::vector<std::uint64_t>& shingles, std::size_t id);

  double threshold_;
  std::size_t bands_ = 0, rows_ = 0;
  std::vector<std::uint32_t> signature_;
  std::vector<std::uint8_t> filled_;
  Zeros memory_;
  std::uint64_t* shingles_ = nullptr;     // of all texts, one after the other, in `memory_`
  std::size_t room_ = 0;                  // for so many
  std::vector<std::size_t> begin_ = {0};  // of a text: [begin_[id], begin_[id + 1])
  std::vector<std::uint32_t> distinct_;   // of a text: at its begin; 0: not looked at yet
  std::vector<std::uint32_t> older_;      // of a text and band: the text before, id + 1
  std::vector<Slot> slots_;               // open addressing, a power of two
  std::size_t used_ = 0;
  std::vector<std::uint32_t> seen_;  // by place(), id + 1
  std::vector<std::uint64_t> bands_here_;
  bool is_set_ = false;  // the shingles at hand are unique, and in `here_`
  ShingleSet here_, other_;
};

/// Sorts, and leaves each once.
void make_set(std::vector<std::uint64_t>& shingles);

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

}  // namespace dechaff::repeats
