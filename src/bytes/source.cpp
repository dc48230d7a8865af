#include "bytes/source.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "bytes/parquet.h"
#include "core/error.h"

namespace dechaff::bytes {
namespace {

int open_file(const std::string& path) {
  const int fd = path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw Error({path}, std::string("cannot be read: ") + std::strerror(errno));
  return fd;
}

/// Office documents, e-books and programs are zip archives, too.
void refuse_office(ZipMembers& zip, const std::string& name) {
  const std::string& first = zip.member();
  const bool office = first == "[Content_Types].xml" || first == "mimetype";
  if (!office && !first.starts_with("META-INF/")) return;
  zip.stop();
  if (office) {
    throw Error({name}, "is an Office document or an e-book, not text", {},
                "make text of it first: pandoc -t plain FILE");
  }
  throw Error({name}, "is a Java archive, not text");
}

}  // namespace

bool begins_packed(std::string_view bytes) {
  return begins_gzip(bytes) || begins_zstd(bytes) || begins_bzip2(bytes) || begins_xz(bytes) ||
         begins_lz4(bytes) || begins_zip(bytes);
}

Source::Source(const std::string& path, unsigned jobs, FirstBytes first, std::string encoding)
    : window_(open_file(path), path),
      encoding_(std::move(encoding)),
      jobs_(std::max(1U, jobs)),
      first_(first) {}

void Source::recognise() {
  recognised_ = true;
  if (first_ == FirstBytes::decide) {
    window_.fill(6);
    if (begins_zip(window_.waiting())) {
      zip_ = std::make_unique<ZipMembers>(window_);
      not_written_ = "a zip archive";
      if (next_member()) refuse_office(*zip_, window_.name());
      return;
    }
  }
  if (reads_parquet() && begins_parquet(window_.waiting())) {
    begin_rows();
    return;
  }
  make_unpacker();
  // Standard input may have been begun by another program: there is no way back to its begin.
  const bool rewinds = window_.size() > 0 && window_.name() != "-";
  if (!unpacker_ || first_ == FirstBytes::decide || !rewinds) return;
  const bool packed = unpacks();
  unpacker_.reset();
  window_.seek(0);
  if (packed) make_unpacker();
}

void Source::begin_rows() {
  not_written_ = "a Parquet file";
  if (window_.name() == "-") {
    throw Error({"-"}, "a Parquet file, which begins at its end", {}, "name the file");
  }
  const auto rows = std::make_shared<ParquetLines>(open_file(window_.name()), window_.name());
  member_ = std::make_unique<Window>(
      [rows](char* to, std::size_t capacity) { return rows->read(to, capacity); }, window_.name());
}

void Source::make_unpacker() {
  window().fill(10);
  const std::string_view first = window().waiting();
  if (begins_gzip(first)) {
    unpacker_ = make_gzip_unpacker(window(), jobs_);
  } else if (begins_zstd(first)) {
    unpacker_ = make_zstd_unpacker(window(), jobs_);
  } else if (begins_bzip2(first)) {
    unpacker_ = make_bzip2_unpacker(window(), jobs_);
    not_written_ = "packed with bzip2";
  } else if (begins_xz(first)) {
    unpacker_ = make_xz_unpacker(window(), jobs_);
    not_written_ = "packed with xz";
  } else if (begins_lz4(first)) {
    unpacker_ = make_lz4_unpacker(window(), jobs_);
    not_written_ = "packed with lz4";
  }
}

bool Source::next_member() {
  if (!zip_) return false;
  unpacker_.reset();
  decoded_.reset();
  if (!zip_->next()) {
    member_ =
        std::make_unique<Window>([](char*, std::size_t) { return std::size_t{0}; }, window_.name());
    return false;
  }
  member_ = std::make_unique<Window>(
      [this](char* to, std::size_t capacity) { return zip_->read(to, capacity); },
      window_.name() + '/' + zip_->member());
  make_unpacker();
  return true;
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
  if (encoding_.empty()) return read_raw(to, capacity);
  if (!decoded_) {
    decoded_ = std::make_unique<Decoded>(
        [this](char* into, std::size_t size) { return read_raw(into, size); }, name(), encoding_);
  }
  return decoded_->read(to, capacity);
}

std::vector<text::LostBytes> Source::take_lost(std::uint64_t end) {
  return decoded_ ? decoded_->take_lost(end) : std::vector<text::LostBytes>();
}

std::size_t Source::read_raw(char* to, std::size_t capacity) {
  if (unpacker_) return unpacker_->read(to, capacity);
  if (zip_ && !member_) return 0;
  Window& from = window();
  if (from.waiting().empty() && capacity >= (1 << 16)) return from.read(to, capacity);
  from.fill(1);
  const std::string_view waiting = from.waiting().substr(0, capacity);
  if (!waiting.empty()) std::memcpy(to, waiting.data(), waiting.size());
  from.skip(waiting.size());
  return waiting.size();
}

void Source::locate(Position& place) {
  if (member_ || recodes()) {  // there is no place to go on from but the begin
    place.packed = place.packed_offset = 0;
    return;
  }
  const Joint joint =
      unpacker_ ? unpacker_->joint(place.offset) : Joint{place.offset, place.offset};
  place.packed = joint.packed;
  place.packed_offset = joint.offset;
}

void Source::seek(const Position& place) {
  if (!recognised_) recognise();
  if (!unpacker_ && !recodes() && !member_) {
    window_.seek(place.offset);
    return;
  }
  if (recodes()) {
    decoded_.reset();
    if (!unpacker_ && !member_) window_.seek(0);
  }
  if (unpacker_) unpacker_->seek({place.packed, place.packed_offset});
  std::string skipped(1 << 16, '\0');
  for (std::uint64_t left = place.offset - place.packed_offset; left > 0;) {
    const std::size_t n = read(skipped.data(), std::min<std::uint64_t>(left, skipped.size()));
    if (n == 0) window_.fail("is shorter than it was");
    left -= n;
  }
  take_lost(place.offset);
}

}  // namespace dechaff::bytes
