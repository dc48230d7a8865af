#include "bytes/source.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/error.h"

namespace dechaff::bytes {
namespace {

int open_file(const std::string& path) {
  const int fd = path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw Error({path}, std::string("cannot be read: ") + std::strerror(errno));
  return fd;
}

}  // namespace

Source::Source(const std::string& path, unsigned jobs, FirstBytes first)
    : window_(open_file(path), path), jobs_(std::max(1U, jobs)), first_(first) {}

void Source::recognise() {
  recognised_ = true;
  make_unpacker();
  // Standard input may have been begun by another program: there is no way back to its begin.
  const bool rewinds = window_.size() > 0 && window_.name() != "-";
  if (!unpacker_ || first_ == FirstBytes::decide || !rewinds) return;
  const bool packed = unpacks();
  unpacker_.reset();
  window_.seek(0);
  if (packed) make_unpacker();
}

void Source::make_unpacker() {
  window_.fill(4);
  if (begins_gzip(window_.waiting())) {
    unpacker_ = make_gzip_unpacker(window_, jobs_);
  } else if (begins_zstd(window_.waiting())) {
    unpacker_ = make_zstd_unpacker(window_, jobs_);
  }
}

bool Source::unpacks() {
  std::string some(1 << 16, '\0');
  try {
    for (std::size_t had = 0; had < some.size();) {
      const std::size_t n = unpacker_->read(some.data() + had, some.size() - had);
      if (n == 0) break;
      had += n;
    }
  } catch (const Error&) {
    return false;
  }
  return true;
}

std::size_t Source::read(char* to, std::size_t capacity) {
  if (!recognised_) recognise();
  if (unpacker_) return unpacker_->read(to, capacity);
  if (window_.waiting().empty() && capacity >= (1 << 18)) return window_.read(to, capacity);
  window_.fill(1);
  const std::string_view waiting = window_.waiting().substr(0, capacity);
  std::memcpy(to, waiting.data(), waiting.size());
  window_.skip(waiting.size());
  return waiting.size();
}

void Source::locate(Position& place) {
  const Joint joint =
      unpacker_ ? unpacker_->joint(place.offset) : Joint{place.offset, place.offset};
  place.packed = joint.packed;
  place.packed_offset = joint.offset;
}

void Source::seek(const Position& place) {
  if (!recognised_) recognise();
  if (!unpacker_) {
    window_.seek(place.offset);
    return;
  }
  unpacker_->seek({place.packed, place.packed_offset});
  std::string skipped(1 << 16, '\0');
  for (std::uint64_t left = place.offset - place.packed_offset; left > 0;) {
    const std::size_t n = read(skipped.data(), std::min<std::uint64_t>(left, skipped.size()));
    if (n == 0) window_.fail("is shorter than it was");
    left -= n;
  }
}

}  // namespace dechaff::bytes
