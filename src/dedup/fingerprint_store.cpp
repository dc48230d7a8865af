#include "dedup/fingerprint_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.h"

namespace dechaff::dedup {
namespace {

constexpr std::string_view version = "dechaff-store 1\n";
constexpr ::off_t header_size = 64;
constexpr std::uint32_t keys_tag = 0x53594B44, commit_tag = 0x544D4344;  // "DKYS", "DCMT"
constexpr std::size_t block_keys = std::size_t{1} << 16;

struct Head {
  std::uint32_t tag, count;
  std::uint64_t sum;
};
static_assert(sizeof(Head) == 16 && sizeof(text::Hash128) == 16);

std::uint64_t sum_of(const std::vector<text::Hash128>& keys) {
  return text::hash64({reinterpret_cast<const char*>(keys.data()), keys.size() * sizeof keys[0]});
}

}  // namespace

FingerprintStore::FingerprintStore(std::string path, const std::string& kind, const Take& take)
    : path_(std::move(path)) {
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file_ < 0) fail(std::string("cannot be opened: ") + std::strerror(errno));
  try {
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) fail("is in use by another run");
    read(kind, take);
  } catch (...) {
    ::close(file_);
    throw;
  }
}

FingerprintStore::~FingerprintStore() { ::close(file_); }

void FingerprintStore::fail(const std::string& what) const {
  throw Error({path_}, "store " + what);
}

/// Reads `size` bytes; false when fewer are left.
bool FingerprintStore::get(void* to, std::size_t size) {
  auto* at = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t n = ::read(file_, at, size);
    if (n < 0 && errno == EINTR) continue;
    // Not to be taken for the end: what follows the end is cut off.
    if (n < 0) fail(std::string("cannot be read: ") + std::strerror(errno));
    if (n == 0) return false;
    at += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

void FingerprintStore::read(const std::string& kind, const Take& take) {
  std::string wanted(version);
  wanted += kind + '\n';
  wanted.resize(header_size, '\0');
  std::string header(header_size, '\0');
  struct ::stat about {};
  if (::fstat(file_, &about) != 0) fail("cannot be read");
  if (about.st_size == 0) {
    put(wanted.data(), wanted.size());
    changed_ = true;
    return;
  }
  if (!get(header.data(), header.size()) || !header.starts_with("dechaff-store "))
    fail("is none: another file stands there");
  if (!header.starts_with(version)) fail("was written by another version of dechaff");
  if (header != wanted) {
    const std::size_t end = header.find('\n', version.size());
    fail("holds fingerprints of '" + header.substr(version.size(), end - version.size()) +
         "', not of '" + kind + "'");
  }
  // What was committed last ends at `good`; what follows is of a run that was cut short.
  ::off_t good = header_size;
  std::vector<text::Hash128> keys;
  for (bool commits = false; next_block(keys, commits);) {
    if (commits) good = ::lseek(file_, 0, SEEK_CUR);
  }
  if (::ftruncate(file_, good) != 0 || ::lseek(file_, header_size, SEEK_SET) != header_size)
    fail("cannot be written");
  for (bool commits = false; next_block(keys, commits);) {
    if (!keys.empty()) take(keys);
  }
}

/// False at the end of what is whole.
bool FingerprintStore::next_block(std::vector<text::Hash128>& keys, bool& commits) {
  Head head{};
  keys.clear();
  if (!get(&head, sizeof head)) return false;
  commits = head.tag == commit_tag;
  if (commits) return true;
  if (head.tag != keys_tag || head.count > block_keys) return false;
  keys.resize(head.count);
  return get(keys.data(), keys.size() * sizeof keys[0]) && sum_of(keys) == head.sum;
}

void FingerprintStore::put(const void* data, std::size_t size) {
  const auto* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t n = ::write(file_, at, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(std::string("cannot be written: ") + std::strerror(errno));
    at += n;
    size -= static_cast<std::size_t>(n);
  }
}

void FingerprintStore::write_block(bool commits) {
  if (!pending_.empty()) {
    const Head head{keys_tag, static_cast<std::uint32_t>(pending_.size()), sum_of(pending_)};
    put(&head, sizeof head);
    put(pending_.data(), pending_.size() * sizeof pending_[0]);
    pending_.clear();
    changed_ = true;
  }
  if (!commits || !changed_) return;
  const Head head{commit_tag, 0, 0};
  // The keys are on the disk before the record that makes them count.
  if (::fsync(file_) != 0) fail(std::string("cannot be written: ") + std::strerror(errno));
  put(&head, sizeof head);
  if (::fsync(file_) != 0) fail(std::string("cannot be written: ") + std::strerror(errno));
  changed_ = false;
}

void FingerprintStore::add(text::Hash128 key) {
  pending_.push_back(key);
  if (pending_.size() == block_keys) write_block(false);
}

void FingerprintStore::commit() { write_block(true); }

}  // namespace dechaff::dedup
