#pragma once

#include <memory>

#include "bytes/input.h"
#include "bytes/source.h"
#include "formats/batch.h"
#include "formats/format.h"

namespace dechaff::formats {

/// Cuts a source into batches of whole records; every byte of the source is in one of them.
class Reader {
 public:
  Reader(bytes::Source& source, const ReadOptions& options);
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// Fills in the bytes; false at the end. Throws Error for what makes reading on impossible:
  /// broken compression, a UTF-16 or UTF-32 source, a text over the limit. Called again after
  /// broken compression it hands over what was read before the break, and where a source holds
  /// many documents goes on behind it.
  bool next(Batch& batch);

  /// Finds the records of a batch. May be called on any thread, while next() is at work.
  void cut(Batch& batch) const;

 private:
  void begin();

  bytes::Input input_;
  ReadOptions options_;
  std::unique_ptr<RecordFormat> format_;  // null until something was read
  bool refused_ = false;                  // it is not read
  bool after_damage_ = false;             // the format finds records behind it
};

}  // namespace dechaff::formats
