#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace dechaff::io {

/// A stream of bytes from a file or from standard input ("-"), decompressed when its first bytes
/// are those of gzip (RFC 1952, any number of members) or zstd (RFC 8878, any number of frames).
class Source {
 public:
  /// Throws Error when the file cannot be opened.
  explicit Source(const std::string& path);
  ~Source();
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  /// Fills up to `capacity` bytes; 0 is the end. Throws Error for a read error and for compressed
  /// data that is broken or cut short; what came before the break has been returned by then.
  std::size_t read(char* to, std::size_t capacity);

  const std::string& name() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dechaff::io
