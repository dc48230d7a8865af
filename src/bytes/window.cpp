#include "bytes/window.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/error.h"

namespace dechaff::bytes {

Window::~Window() {
  if (fd_ > 0) ::close(fd_);
}

void Window::fail(const std::string& why) const { throw Error({name_}, why); }

void Window::fill(std::size_t wanted) {
  if (filled_ - at_ >= wanted || ended_) return;
  if (at_ > 0) std::memmove(bytes_.data(), bytes_.data() + at_, filled_ - at_);
  filled_ -= at_;
  at_ = 0;
  // A power of two, so that growing wants do not move the bytes each time.
  // The first look is at some bytes, and all that many a small file needs.
  const bool look = bytes_.empty() && wanted <= 1 << 12;
  std::size_t room = std::max<std::size_t>(bytes_.size(), look ? 1 << 12 : 1 << 18);
  while (room < wanted) room *= 2;
  bytes_.resize(room);
  while (!ended_ && filled_ < wanted)
    filled_ += read_some(bytes_.data() + filled_, bytes_.size() - filled_);
}

std::size_t Window::read(char* to, std::size_t capacity) {
  if (ended_) return 0;
  const std::size_t n = read_some(to, capacity);
  position_ += n;
  return n;
}

std::size_t Window::read_some(char* to, std::size_t capacity) {
  if (more_) {
    const std::size_t n = more_(to, capacity);
    ended_ = n == 0;
    return n;
  }
  for (;;) {
    const ssize_t n = ::read(fd_, to, capacity);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(std::string("cannot be read: ") + std::strerror(errno));
    ended_ = n == 0;
    return static_cast<std::size_t>(n);
  }
}

void Window::seek(std::uint64_t position) {
  if (::lseek(fd_, static_cast<off_t>(position), SEEK_SET) < 0)
    fail(std::string("cannot go back to a place: ") + std::strerror(errno));
  at_ = filled_ = 0;
  position_ = position;
  ended_ = false;
}

std::uint64_t Window::size() const {
  struct stat about {};
  if (::fstat(fd_, &about) != 0 || !S_ISREG(about.st_mode)) return 0;
  return static_cast<std::uint64_t>(about.st_size);
}

}  // namespace dechaff::bytes
