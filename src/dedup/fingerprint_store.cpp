#include "dedup/fingerprint_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "core/error.h"

namespace dechaff::dedup {
namespace {

/// Up to `size` bytes, fewer only where the file ends.
std::size_t read_fully(int file, void* to, std::size_t size) {
  auto* const begin = static_cast<char*>(to);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n = ::read(file, begin + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    // Not to be taken for the end of the file.
    if (n < 0) throw Error(std::string("store cannot be read: ") + std::strerror(errno));
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  return done;
}

std::uint64_t size_of(int file) {
  struct ::stat about {};
  if (::fstat(file, &about) != 0) throw Error("store cannot be read");
  return static_cast<std::uint64_t>(about.st_size);
}

/// A file that is closed at the end of the scope.
class Opened {
 public:
  explicit Opened(const std::string& path) : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Opened() {
    if (file_ >= 0) ::close(file_);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  int file() const { return file_; }

 private:
  int file_;
};

constexpr const char* in_use = "store is in use by another run";

}  // namespace

FingerprintStore::FingerprintStore(std::string path, const std::string& kind, const Take& take)
    : path_(std::move(path)) {
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file_ < 0) fail(std::string("cannot be opened: ") + std::strerror(errno));
  try {
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) throw Error(in_use);
    read(kind, take);
  } catch (const Error& error) {
    ::close(file_);
    throw Error({path_}, error.what(), {}, error.help);
  } catch (...) {
    ::close(file_);
    throw;
  }
}

FingerprintStore::~FingerprintStore() { ::close(file_); }

void FingerprintStore::fail(const std::string& what) const {
  throw Error({path_}, "store " + what);
}

void FingerprintStore::read(const std::string& kind, const Take& take) {
  const std::uint64_t size = size_of(file_);
  if (size == 0) {
    committed_.kind = kind;
    put_header();
  } else {
    const auto check = [&](const StoreHeader& header) {
      if (header.kind != kind) {
        throw Error("store holds fingerprints of '" + header.kind + "', not of '" + kind + "'");
      }
    };
    const auto get = [&](void* to, std::size_t bytes) { return read_fully(file_, to, bytes); };
    committed_ = read_store(size, get, check, take);
  }
  now_ = committed_;
}

void FingerprintStore::put(const void* data, std::size_t size) {
  const auto* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t n = ::pwrite(file_, at, size, static_cast<::off_t>(now_.length));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(std::string("cannot be written: ") + std::strerror(errno));
    at += n;
    now_.length += static_cast<std::uint64_t>(n);
    size -= static_cast<std::size_t>(n);
  }
}

/// In one call: a header that is half written would be damage.
void FingerprintStore::put_header() {
  const std::string bytes = print(committed_);
  ssize_t n = 0;
  do {
    n = ::pwrite(file_, bytes.data(), bytes.size(), 0);
  } while (n < 0 && errno == EINTR);
  if (n < 0 || static_cast<std::size_t>(n) != bytes.size())
    fail(std::string("cannot be written: ") + std::strerror(errno));
  sync();
}

void FingerprintStore::sync() {
  if (::fsync(file_) != 0) fail(std::string("cannot be written: ") + std::strerror(errno));
}

void FingerprintStore::write_block() {
  if (pending_.empty()) return;
  if (now_.length == committed_.length) {
    // The header says that what follows is unfinished before anything does.
    if (!std::exchange(committed_.writing, true)) put_header();
    if (::ftruncate(file_, static_cast<::off_t>(committed_.length)) != 0)
      fail(std::string("cannot be written: ") + std::strerror(errno));
  }
  now_.sum = block_sum(now_.sum, pending_);
  const StoreBlock block{StoreBlock::mark, static_cast<std::uint32_t>(pending_.size()), now_.sum};
  put(&block, sizeof block);
  put(pending_.data(), pending_.size() * sizeof pending_[0]);
  now_.keys += pending_.size();
  pending_.clear();
}

void FingerprintStore::add(text::Hash128 key) {
  pending_.push_back(key);
  if (pending_.size() == StoreBlock::most_keys) write_block();
}

void FingerprintStore::commit() {
  write_block();
  if (now_.length == committed_.length) return;
  sync();  // the keys are on the disk before the header counts them
  now_.writing = false;
  committed_ = now_;
  put_header();
}

std::string check_store(const std::string& path) {
  try {
    const Opened opened(path);
    if (opened.file() < 0) throw Error(std::string("cannot be opened: ") + std::strerror(errno));
    if (::flock(opened.file(), LOCK_SH | LOCK_NB) != 0) throw Error(in_use);
    const std::uint64_t size = size_of(opened.file());
    const auto get = [&](void* to, std::size_t bytes) {
      return read_fully(opened.file(), to, bytes);
    };
    const StoreHeader header = read_store(
        size, get, [](const StoreHeader&) {}, [](std::span<const text::Hash128>) {});
    std::string out = path + ": whole: " + std::to_string(header.keys) + " fingerprints of '" +
                      header.kind + "', " + std::to_string(header.length) + " bytes";
    if (size > header.length) {
      out += "; " + std::to_string(size - header.length) +
             " bytes of a run that did not finish follow, the next run removes them";
    }
    return out;
  } catch (const Error& error) {
    throw Error({path}, error.what(), {}, error.help);
  }
}

}  // namespace dechaff::dedup
