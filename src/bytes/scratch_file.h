#pragma once

#include <cstddef>
#include <cstdint>

namespace dechaff::bytes {

/// A temporary file without a name, in $TMPDIR or /tmp: the system frees it when the process ends,
/// however it ends. Not thread-safe.
class ScratchFile {
 public:
  ScratchFile() = default;  // makes the file when the first byte is written
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  /// Throws Error when the file cannot be made or written, "no space left" for example.
  void append(const void* data, std::size_t size);
  /// Bytes [offset, offset + size), which must have been written. Throws Error.
  void read(std::uint64_t offset, void* to, std::size_t size) const;

  std::uint64_t size() const { return size_; }

 private:
  void open();

  int file_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace dechaff::bytes
