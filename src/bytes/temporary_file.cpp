#include "bytes/temporary_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include "core/error.h"

namespace dechaff::bytes {
namespace {

std::string folder() {
  const char* named = std::getenv("TMPDIR");
  return named == nullptr || *named == '\0' ? "/tmp" : named;
}

[[noreturn]] void fail(const std::string& what) {
  throw Error({folder()}, "a temporary file " + what + ": " + std::strerror(errno), {},
              "TMPDIR names another folder");
}

}  // namespace

TemporaryFile::~TemporaryFile() {
  if (file_ >= 0) ::close(file_);
  if (!path_.empty()) ::unlink(path_.c_str());
}

const std::string& TemporaryFile::name() {
  if (!path_.empty()) return path_;
  std::string path = folder() + "/dechaff-XXXXXX";
  file_ = ::mkostemp(path.data(), O_CLOEXEC);
  if (file_ < 0) fail("cannot be made");
  path_ = std::move(path);
  removed_on_signal_.emplace(path_.c_str());
  return path_;
}

void TemporaryFile::open() {
#ifdef O_TMPFILE
  file_ = ::open(folder().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file_ >= 0) return;
#endif
  std::string path = folder() + "/dechaff-XXXXXX";
  file_ = ::mkostemp(path.data(), O_CLOEXEC);
  if (file_ < 0) fail("cannot be made");
  ::unlink(path.c_str());
}

void TemporaryFile::append(const void* data, std::size_t size) {
  if (file_ < 0) open();
  const auto* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t n = ::pwrite(file_, at, size, static_cast<::off_t>(size_));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("cannot be written");
    at += n;
    size -= static_cast<std::size_t>(n);
    size_ += static_cast<std::uint64_t>(n);
  }
}

void TemporaryFile::read(std::uint64_t offset, void* to, std::size_t size) const {
  auto* at = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t n = ::pread(file_, at, size, static_cast<::off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail("cannot be read");
    at += n;
    offset += static_cast<std::uint64_t>(n);
    size -= static_cast<std::size_t>(n);
  }
}

}  // namespace dechaff::bytes
