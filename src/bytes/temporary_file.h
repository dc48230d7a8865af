#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bytes/interrupt.h"

namespace dechaff::bytes {

/// A file in $TMPDIR, or in /tmp, that is gone when this object is. Without a name the system frees
/// it however the process ends; a named one is also removed when a signal ends the program. Made
/// when it is first written or named. Not thread-safe.
class TemporaryFile {
 public:
  TemporaryFile() = default;
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  /// Gives the file a name for others to open; before the first append(). Throws Error.
  const std::string& name();

  /// Throws Error when the file cannot be made or written, "no space left" for example.
  void append(const void* data, std::size_t size);
  void append(std::string_view bytes) { append(bytes.data(), bytes.size()); }
  /// Bytes [offset, offset + size), which must have been written. Throws Error.
  void read(std::uint64_t offset, void* to, std::size_t size) const;

  std::uint64_t size() const { return size_; }

 private:
  void open();

  std::string path_;  // empty: no name
  int file_ = -1;
  std::uint64_t size_ = 0;
  std::optional<RemovedOnSignal> removed_on_signal_;
};

}  // namespace dechaff::bytes
