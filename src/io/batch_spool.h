#pragma once

#include <cstdint>

#include "io/reader.h"
#include "io/scratch_file.h"

namespace dechaff::io {

/// Batches that wait in a temporary file and come back as they went in, in the same order; the
/// errors of their records were reported by then and do not. First all go in, then all come out.
class BatchSpool {
 public:
  /// Keeps the records of `batch` from `first` on, or all its bytes when it holds no records.
  /// Throws Error.
  void put(const Batch& batch, std::size_t first = 0);
  /// False at the end. Throws Error.
  bool next(Batch& batch);

  bool empty() const { return file_.size() == 0; }

 private:
  ScratchFile file_;
  std::uint64_t read_ = 0;
};

}  // namespace dechaff::io
