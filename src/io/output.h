#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "io/interrupt.h"

namespace dechaff::io {

/// Where bytes go: standard output ("-"), or a file that is written beside its final place and
/// renamed when all is well, so that the old one or the new one is there, never half of one.
class Output {
 public:
  enum class Existing { optional, required };

  /// Throws Error when it cannot be opened, or is required and not there.
  explicit Output(std::string path, Existing existing = Existing::optional);
  ~Output();  // an unfinished file is removed
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// Throws Error when the bytes cannot be written, ClosedPipe when nobody reads any more.
  void write(std::string_view bytes);
  void flush();
  /// Flushes, syncs and renames; gives the file the mode of the one it replaces. Throws Error.
  void finish();

  std::uint64_t written() const { return written_; }

 private:
  void put(const char* data, std::size_t size);
  [[noreturn]] void fail(const std::string& what);

  std::string path_, temporary_;
  std::optional<RemovedOnSignal> removed_on_signal_;
  int fd_ = -1;
  std::string buffer_;
  std::uint64_t written_ = 0;
};

/// The reader of a pipe has gone. Not an error: the program ends quietly.
struct ClosedPipe {};

}  // namespace dechaff::io
