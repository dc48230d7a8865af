#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "bytes/position.h"
#include "bytes/unpacker.h"
#include "bytes/window.h"

namespace dechaff::bytes {

/// What first bytes of gzip or zstd mean. Text that was cleaned may begin with them by chance:
/// `try_it` takes a file whose first 64 KiB do not unpack as it is (standard input and pipes cannot
/// be tried).
enum class FirstBytes : std::uint8_t { decide, try_it };

/// A stream of bytes from a file or from standard input ("-"), decompressed when its first bytes
/// are those of gzip (RFC 1952, any number of members) or zstd (RFC 8878, any number of frames,
/// with the dictionary of a `.warc.zst` file). Not thread-safe.
class Source {
 public:
  /// `jobs`: threads that may decompress members. Throws Error when the file cannot be opened.
  explicit Source(const std::string& path, unsigned jobs = 1,
                  FirstBytes first = FirstBytes::decide);

  /// Fills up to `capacity` bytes; 0 is the end. Throws Error for a read error and for compressed
  /// data that is broken or cut short; what came before the break has been returned by then.
  std::size_t read(char* to, std::size_t capacity);

  /// After an Error of broken compression: whether there is more behind the damage. It is read
  /// next.
  bool skip_damage() { return unpacker_ && unpacker_->skip_damage(); }

  /// Fills in where in the file the member begins that holds byte `place.offset` of what comes out.
  /// Offsets must not fall from call to call.
  void locate(Position& place);
  /// Goes to a place that was located.
  void seek(const Position& place);

  const std::string& name() const { return window_.name(); }
  /// Bytes of the file, and how many of them were taken; 0 when the size is not known.
  std::uint64_t file_size() const { return window_.size(); }
  std::uint64_t file_taken() const { return window_.position(); }

 private:
  void recognise();
  void make_unpacker();
  bool unpacks();

  Window window_;
  unsigned jobs_;
  FirstBytes first_;
  bool recognised_ = false;
  std::unique_ptr<Unpacker> unpacker_;  // null: the bytes pass as they are
};

}  // namespace dechaff::bytes
