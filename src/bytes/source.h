#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/decoded.h"
#include "bytes/position.h"
#include "bytes/unpacker.h"
#include "bytes/window.h"
#include "bytes/zip.h"

namespace dechaff::bytes {

/// What first bytes of compressed data mean. Text that was cleaned may begin with them by chance:
/// `try_it` takes a file whose first 64 KiB do not unpack as it is (standard input and pipes cannot
/// be tried).
enum class FirstBytes : std::uint8_t { decide, try_it };

/// First bytes that a source unpacks.
bool begins_packed(std::string_view bytes);

/// A stream of bytes from a file or from standard input ("-"), decompressed when its first bytes
/// are those of gzip (RFC 1952, any number of members), zstd (RFC 8878, any number of frames, with
/// the dictionary of a `.warc.zst` file), bzip2, xz or lz4. A zip archive is its members, one
/// source after another (next_member()), which may be compressed themselves. A Parquet file is its
/// rows as JSON Lines, where the program reads Parquet. Not thread-safe.
class Source {
 public:
  /// `jobs`: threads that may decompress members. `encoding`: the character set (bytes/decoded.h);
  /// empty: the bytes pass as they are. Throws Error when the file cannot be opened.
  explicit Source(const std::string& path, unsigned jobs = 1, FirstBytes first = FirstBytes::decide,
                  std::string encoding = {});

  /// Fills up to `capacity` bytes; 0 is the end. Throws Error for a read error and for compressed
  /// data that is broken or cut short; what came before the break has been returned by then.
  std::size_t read(char* to, std::size_t capacity);

  /// Whether a character set was given; its name, empty: the bytes are as they were; and the bytes
  /// before byte `end` of what comes out that it does not lead back to, once each.
  bool recodes() const { return !encoding_.empty(); }
  std::string charset() const { return decoded_ ? decoded_->charset() : std::string(); }
  std::vector<text::LostBytes> take_lost(std::uint64_t end);

  /// After an Error of broken compression: whether there is more behind the damage. It is read
  /// next.
  bool skip_damage() { return unpacker_ && unpacker_->skip_damage(); }

  /// Of a zip archive: goes on with the next member, as if it were a file of its own; false when
  /// there is none, and for all else. Throws Error; called again it goes on.
  bool next_member();
  bool is_archive() const { return zip_ != nullptr; }
  /// What the output of a rewritten file could not be: a zip archive, or packed in a way that is
  /// not written; else null. Known when something was read.
  const char* not_written() const { return not_written_; }

  /// Fills in where in the file the member begins that holds byte `place.offset` of what comes out.
  /// Offsets must not fall from call to call.
  void locate(Position& place);
  /// Goes to a place that was located.
  void seek(const Position& place);

  /// The file's; of a zip archive, once it is read, the member's: `a.zip/page.txt`.
  const std::string& name() const { return member_ ? member_->name() : window_.name(); }
  /// Bytes of the file, and how many of them were taken; 0 when the size is not known.
  std::uint64_t file_size() const { return window_.size(); }
  std::uint64_t file_taken() const { return window_.position(); }

 private:
  std::size_t read_raw(char* to, std::size_t capacity);
  void recognise();
  void begin_rows();
  void make_unpacker();
  bool unpacks();
  /// The packed bytes: those of the file or of the member.
  Window& window() { return member_ ? *member_ : window_; }

  Window window_;
  std::unique_ptr<ZipMembers> zip_;
  std::unique_ptr<Window> member_;
  const char* not_written_ = nullptr;
  std::string encoding_;
  std::unique_ptr<Decoded> decoded_;  // null: nothing was read yet, or the bytes pass
  unsigned jobs_;
  FirstBytes first_;
  bool recognised_ = false;
  std::unique_ptr<Unpacker> unpacker_;  // null: the bytes pass as they are
};

}  // namespace dechaff::bytes
