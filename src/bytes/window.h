#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff::bytes {

/// The bytes of a file descriptor, or of a function that hands some out, a stretch at a time. Not
/// thread-safe.
class Window {
 public:
  /// Owns `fd`, unless it is standard input.
  Window(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  /// `more` fills up to so many bytes; 0 is the end. It may throw.
  Window(std::function<std::size_t(char*, std::size_t)> more, std::string name)
      : fd_(-1), more_(std::move(more)), name_(std::move(name)) {}
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// Reads until `wanted` bytes wait or the file ends. Throws Error.
  void fill(std::size_t wanted);
  /// Reads into other memory, when nothing waits; 0 is the end. Throws Error.
  std::size_t read(char* to, std::size_t capacity);
  std::string_view waiting() const { return {bytes_.data() + at_, filled_ - at_}; }
  /// All that is left waits.
  bool ended() const { return ended_; }
  /// Goes on behind the first `size` waiting bytes.
  void skip(std::size_t size) { at_ += size, position_ += size; }
  /// Bytes of the file before the first that waits.
  std::uint64_t position() const { return position_; }
  /// Goes to a byte of the file. Throws Error when it is no file.
  void seek(std::uint64_t position);

  const std::string& name() const { return name_; }
  /// Bytes of the file; 0 when that is not known.
  std::uint64_t size() const;

  [[noreturn]] void fail(const std::string& why) const;

 private:
  std::size_t read_some(char* to, std::size_t capacity);

  int fd_;
  std::function<std::size_t(char*, std::size_t)> more_;
  std::string name_;
  std::vector<char> bytes_;
  std::size_t at_ = 0, filled_ = 0;
  std::uint64_t position_ = 0;
  bool ended_ = false;
};

}  // namespace dechaff::bytes
