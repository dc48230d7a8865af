#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "bytes/temporary_file.h"
#include "text/hash.h"

namespace dechaff::dedup {

/// Which fingerprints of a long row stood in it before, with the row in a temporary file and a
/// bounded share of it in memory: the keys are parted by their bits, each part is read in the order
/// in which its keys came, and leaves a bit a key; the same row asked again reads those bits
/// (Graefe 1993, "Query evaluation techniques for large databases", partitioned hashing). The file
/// takes 16 bytes a key. First given(), then learn(), settle() once, then answer(). Not
/// thread-safe. All of it throws Error when the disk fails.
class SpilledFingerprints {
 public:
  /// `memory` in bytes, of which a sixteenth is for buffers.
  explicit SpilledFingerprints(std::size_t memory);

  /// A key that counts as seen before the row begins.
  void given(text::Hash128 key);
  void learn(text::Hash128 key);
  void settle();
  /// The keys of learn() again, in the same order: whether `key` was new.
  bool answer(text::Hash128 key);

 private:
  struct Part {
    std::vector<text::Hash128> pending;
    std::vector<std::uint64_t> blocks;  // offsets in keys_, of block_keys_ keys each
    std::uint64_t given = 0, size = 0;
    std::uint64_t bits_at = 0;  // offset of its bits in bits_
    std::uint64_t asked = 0;
    std::vector<std::uint8_t> window;  // of its bits
  };

  Part& part_of(text::Hash128 key) { return parts_[key.high >> shift_]; }
  void add(Part& part, text::Hash128 key);
  void settle(Part& part);
  template <class Take>
  void each_block(const Part& part, Take take) const;

  std::size_t memory_, block_keys_;
  unsigned shift_;
  std::vector<Part> parts_;
  bytes::TemporaryFile keys_, bits_;
};

}  // namespace dechaff::dedup
