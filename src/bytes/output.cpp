#include "bytes/output.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "core/error.h"
#include "text/visible.h"

namespace dechaff::bytes {
namespace {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

}  // namespace

void sync_folder(const std::string& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

Output::Output(std::string path, Existing existing)
    : path_(std::move(path)), packing_(packing_of(path_)) {
  if (path_ == "-") {
    fd_ = 1;
    terminal_ = ::isatty(fd_) == 1;
    return;
  }
  struct stat old {};
  const bool exists = ::stat(path_.c_str(), &old) == 0;
  if (!exists && existing == Existing::required) fail("cannot be read");
  if (exists && !S_ISREG(old.st_mode)) {  // a device or a pipe is written to directly
    fd_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd_ < 0) fail("cannot be written");
    return;
  }
  if (char* real = exists ? ::realpath(path_.c_str(), nullptr) : nullptr) {  // through links
    path_ = real;
    std::free(real);
  }
  temporary_ = path_ + ".dechaff-XXXXXX";
  fd_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
  if (fd_ < 0) {
    temporary_.clear();
    fail("cannot be written");
  }
  removed_on_signal_.emplace(temporary_.c_str());
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const mode_t mode = exists ? (old.st_mode & 07777) : (0666 & ~mask);
  if (::fchmod(fd_, mode) != 0) fail("cannot be given its mode");
}

Output::Output(std::string path, std::uint64_t kept)
    : path_(std::move(path)),
      temporary_(part_name(path_)),
      packing_(packing_of(path_)),
      stays_(true),
      written_(kept) {
  struct stat old {};
  if (::stat(path_.c_str(), &old) == 0 && !S_ISREG(old.st_mode))
    throw Error({path_}, "is no file: with --checkpoint nothing else can be written");
  fd_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (fd_ < 0) fail("cannot be written");
  const bool known = ::flock(fd_, LOCK_EX | LOCK_NB) == 0 && ::fstat(fd_, &old) == 0;
  const bool whole = known && static_cast<std::uint64_t>(old.st_size) >= kept;
  if (!whole || ::ftruncate(fd_, static_cast<off_t>(kept)) != 0 || ::lseek(fd_, 0, SEEK_END) < 0) {
    ::close(std::exchange(fd_, -1));
    if (known && !whole) throw Error({temporary_}, "is shorter than its checkpoint says");
    fail(known ? "cannot be gone on with" : "is written by another process");
  }
}

Output::~Output() {
  if (fd_ > 1) ::close(fd_);
  if (!temporary_.empty() && !stays_) ::unlink(temporary_.c_str());
  removed_on_signal_.reset();
}

void Output::fail(const std::string& what) {
  throw Error({path_ == "-" ? "standard output" : path_}, what + ": " + std::strerror(errno));
}

void Output::write(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > (1 << 18)) {
    flush();
    if (bytes.size() > (1 << 17)) {
      put(bytes);
      return;
    }
  }
  buffer_ += bytes;
}

void Output::flush() {
  put(buffer_);
  buffer_.clear();
}

void Output::put(std::string_view bytes) {
  if (!terminal_) return send(bytes);
  held_ += bytes;
  const std::size_t whole = held_.size() - text::unfinished(held_);
  send(text::visible(std::string_view(held_).substr(0, whole)));
  held_.erase(0, whole);
}

void Output::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EPIPE) throw ClosedPipe{};
    if (n < 0) fail("cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(n));
    written_ += static_cast<std::uint64_t>(n);
  }
}

void Output::sync() {
  flush();
  if (!temporary_.empty() && ::fsync(fd_) != 0) fail("cannot be synced");
}

void Output::put_in_place(const std::string& path) {
  if (::rename(part_name(path).c_str(), path.c_str()) == 0) {
    sync_folder(folder_of(path));
  } else if (errno != ENOENT) {
    throw Error({path}, std::string("cannot be put in its place: ") + std::strerror(errno));
  }
}

void Output::sync_file_system() {
#ifdef __linux__
  if (!temporary_.empty() && ::syncfs(fd_) != 0) fail("cannot be synced");
#else
  sync();
#endif
}

std::string Output::folder() const { return folder_of(path_); }

dev_t Output::device() const {
#ifdef __linux__
  struct stat now {};
  return ::fstat(fd_, &now) == 0 ? now.st_dev : 0;
#else
  return static_cast<dev_t>(fd_);  // each is synced by itself
#endif
}

void Output::finish() {
  sync();
  const bool renamed = !temporary_.empty();
  take_name();
  if (renamed) sync_folder(folder());
}

void Output::take_name() {
  send(text::visible(std::exchange(held_, {})));
  if (temporary_.empty()) return;
  if (::close(std::exchange(fd_, -1)) != 0) fail("cannot be closed");
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail("cannot be put in its place");
  removed_on_signal_.reset();
  temporary_.clear();
}

}  // namespace dechaff::bytes
