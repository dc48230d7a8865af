#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bytes/temporary_file.h"
#include "formats/reader.h"

namespace dechaff {

/// Batches that wait in a temporary file and come back as they went in, in the same order; the
/// errors of their records were reported by then and do not. First all go in, then all come out.
class BatchSpool {
 public:
  /// Keeps the records of `batch` from `first` on, or all its bytes when it holds no records.
  /// Throws Error.
  void put(const formats::Batch& batch, std::size_t first = 0);
  /// False at the end. Throws Error.
  bool next(formats::Batch& batch);

  bool empty() const { return file_.size() == 0; }

 private:
  bytes::TemporaryFile file_;
  std::vector<std::shared_ptr<const html::Markup>> markups_;  // of the records, in memory
  std::vector<std::shared_ptr<const std::vector<std::string>>> columns_;  // of the files
  std::uint64_t read_ = 0;
};

}  // namespace dechaff
