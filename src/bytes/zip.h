#pragma once

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "bytes/window.h"

namespace dechaff::bytes {

/// The files of a zip archive (APPNOTE.TXT 6.3), one after another as a stream: the archive may be
/// a pipe, and memory is the window's. Stored and deflated members are read; sizes may follow the
/// data. Folders and hidden files (`.x`, `__MACOSX`) are left out. Not thread-safe.
class ZipMembers {
 public:
  explicit ZipMembers(Window& window) : window_(window) {}
  ZipMembers(const ZipMembers&) = delete;
  ZipMembers& operator=(const ZipMembers&) = delete;
  ~ZipMembers();

  /// Goes to the next member, over what is left of this one; false at the end of the archive.
  /// Throws Error for an archive that is cut short or broken; called again it looks for a member
  /// behind the damage.
  bool next();
  const std::string& member() const { return name_; }
  /// There are no more members.
  void stop() { state_ = State::ended; }
  /// Bytes of the member; 0 at its end. Throws Error for what is broken or cannot be read; the next
  /// member can be.
  std::size_t read(char* to, std::size_t capacity);

 private:
  /// `lost`: the next member is to be looked for.
  enum class State : std::uint8_t { between, stored, deflated, whole, broken, unread, lost, ended };

  bool begin_member();
  void begin_data(unsigned flags, unsigned method);
  std::size_t inflate_some(char* to, std::size_t capacity);
  std::size_t copy_some(char* to, std::size_t capacity);
  void check();
  void give_up();
  bool find_description();
  void skip_rest();
  [[noreturn]] void fail_member(const std::string& why);

  Window& window_;
  std::string name_;
  State state_ = State::between;
  z_stream stream_{};
  bool inflating_ = false;   // stream_ was begun
  bool described_ = false;   // sizes and checksum follow the data
  bool said_ = false;        // why it cannot be read
  const char* unread_ = "";  // why a member cannot be read
  std::uint32_t wanted_crc_ = 0, crc_ = 0;
  std::uint64_t packed_ = 0, size_ = 0;         // as the header says
  std::uint64_t taken_packed_ = 0, taken_ = 0;  // so far
};

bool begins_zip(std::string_view bytes);

}  // namespace dechaff::bytes
