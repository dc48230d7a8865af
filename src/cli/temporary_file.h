#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bytes/interrupt.h"

namespace dechaff::cli {

/// A file in $TMPDIR (else /tmp) that is gone when this object is, or when a signal ends the
/// program.
class TemporaryFile {
 public:
  /// Throws Error when it cannot be made.
  TemporaryFile();
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  /// Throws Error when the disk is full.
  void write(std::string_view bytes);
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  int fd_ = -1;
  std::optional<bytes::RemovedOnSignal> removed_on_signal_;
};

}  // namespace dechaff::cli
