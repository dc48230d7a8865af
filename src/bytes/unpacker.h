#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "bytes/window.h"

namespace dechaff::bytes {

/// Where a member or frame begins: in the file, and in what comes out.
struct Joint {
  std::uint64_t packed = 0;
  std::uint64_t offset = 0;
};

/// What some whole members came to.
class Unpacked {
 public:
  /// Room for `size` more bytes behind those that are there.
  char* room(std::size_t size);
  void add(std::size_t size) { size_ += size; }
  std::string_view bytes() const { return {bytes_.get(), size_}; }
  std::size_t capacity() const { return capacity_; }
  void clear() { size_ = 0, joints.clear(), end = 0; }

  std::vector<Joint> joints;  // of its members, from the begin of the window and of `bytes`
  std::size_t begin = 0;      // in the window
  std::size_t end = 0;        // behind the last whole member, in the window

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0, capacity_ = 0;
};

/// How far the unpacking of a part of a member came.
enum class Step : std::uint8_t { more, end, cut, broken };

/// Decompresses a file of members (gzip, RFC 1952) or frames (zstd, RFC 8878; lz4), or streams
/// (bzip2, xz). Those that are small
/// and whole are unpacked ahead, on several threads where there are many; large ones one after
/// another, as a stream, which is also the judge of what is broken. Memory: `jobs` × 8 MiB for
/// members and the window. Not thread-safe.
class Unpacker {
 public:
  Unpacker(Window& window, unsigned jobs) : window_(window), jobs_(jobs) {}
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;
  virtual ~Unpacker() = default;

  /// Fills up to `capacity` bytes; 0 is the end. Throws Error for data that are broken or cut
  /// short; what came before has been returned by then.
  std::size_t read(char* to, std::size_t capacity);
  /// After such an Error: goes on at the next member; false when there is none.
  bool skip_damage();
  /// The last joint at or before byte `offset` of what comes out. Offsets must not fall.
  Joint joint(std::uint64_t offset);
  /// Goes to a joint.
  void seek(Joint joint);

 protected:
  /// Where members might begin, from `from` on; npos: nowhere. May be wrong: that costs time only.
  virtual std::size_t find_member(std::string_view window, std::size_t from) const = 0;
  /// Unpacks the members of `window` from out.begin to `stop`, as far as they are whole and right
  /// and not too large.
  virtual void unpack(std::string_view window, std::size_t stop, Unpacked& out) const = 0;
  virtual void begin_stream() = 0;
  /// Unpacks a part of one member: takes from `in` what it uses.
  virtual Step stream(std::string_view& in, char* to, std::size_t& size) = 0;
  virtual std::string why() const = 0;  // it is broken
  virtual std::string_view kind() const = 0;

  static constexpr std::size_t most_of_a_member = 4 << 20;  // unpacked; larger ones are streamed
  static constexpr std::size_t most_of_a_part = 8 << 20;    // unpacked, of one thread at a time

 private:
  bool unpack_ahead();
  std::size_t read_stream(char* to, std::size_t capacity);
  /// Whether a member begins with the first byte that waits: where bytes only look so, what comes
  /// out is broken within a few of them.
  bool begins_member();

  Window& window_;
  unsigned jobs_;
  std::vector<Unpacked>
      parts_;  // unpacked, in order; the first `usable_` of them follow one another
  std::size_t usable_ = 0, part_ = 0, at_ = 0;
  bool streaming_ = false, damaged_ = false;
  std::uint64_t offset_ = 0;  // of what comes out next
  std::deque<Joint> joints_;
};

std::unique_ptr<Unpacker> make_gzip_unpacker(Window& window, unsigned jobs);
/// Takes the dictionary of a `.warc.zst` file from its first frame, a skippable one of the type
/// 0x184D2A5D (iipc.github.io/warc-specifications, "WARC files with Zstandard").
std::unique_ptr<Unpacker> make_zstd_unpacker(Window& window, unsigned jobs);
std::unique_ptr<Unpacker> make_bzip2_unpacker(Window& window, unsigned jobs);
std::unique_ptr<Unpacker> make_xz_unpacker(Window& window, unsigned jobs);
std::unique_ptr<Unpacker> make_lz4_unpacker(Window& window, unsigned jobs);

bool begins_gzip(std::string_view bytes);
bool begins_zstd(std::string_view bytes);
bool begins_bzip2(std::string_view bytes);
bool begins_xz(std::string_view bytes);
bool begins_lz4(std::string_view bytes);

}  // namespace dechaff::bytes
