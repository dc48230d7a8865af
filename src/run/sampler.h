#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "formats/batch.h"

namespace dechaff {

/// How much of the documents a look takes: N of them, or a share.
struct SampleSize {
  std::size_t documents = 0;  // 0: a share, or all
  double share = 1;
  bool given = false;  // by the user

  bool all() const { return documents == 0 && share >= 1; }
};

/// "50" or "1%", "0.5%". Throws std::invalid_argument.
SampleSize sample_size(std::string_view text);

/// The number by which a document is chosen: a hash of its id, or, where it has none, of its file
/// and line. The same document is chosen whatever else there is.
std::uint64_t sample_key(const formats::Batch& batch, const formats::Record& record);

/// Chooses documents in input order: those whose keys are lowest. Thread-safe.
class Sampler {
 public:
  explicit Sampler(SampleSize size) : size_(size) {}

  /// Whether the document may be one of the sample; `ordinal` counts those for which it may.
  bool take(std::uint64_t key, std::uint64_t ordinal);
  /// Whether it still is. Of N documents that is certain when all were seen.
  bool chosen(std::uint64_t ordinal) const;

 private:
  SampleSize size_;
  mutable std::mutex mutex_;
  std::set<std::pair<std::uint64_t, std::uint64_t>> lowest_;  // key and ordinal of N documents
  std::set<std::uint64_t> out_;  // taken first, and not among the lowest any more
};

}  // namespace dechaff
