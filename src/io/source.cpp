#include "io/source.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "core/error.h"

namespace dechaff::io {

struct Source::State {
  enum class Packing { unknown, none, gzip, zstd };

  std::string name;
  int fd = -1;
  Packing packing = Packing::unknown;
  std::vector<char> input = std::vector<char>(1 << 18);
  std::size_t at = 0, filled = 0;
  bool ended = false;
  z_stream gzip{};
  ZSTD_DCtx* zstd = nullptr;
  bool inside_frame = false;

  ~State() {
    if (packing == Packing::gzip) inflateEnd(&gzip);
    ZSTD_freeDCtx(zstd);
    if (fd > 0) ::close(fd);
  }

  [[noreturn]] void fail(const std::string& why) const { throw Error({name}, why); }

  std::size_t read_plain(char* to, std::size_t capacity) {
    while (!ended) {
      const ssize_t n = ::read(fd, to, capacity);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) fail(std::string("cannot be read: ") + std::strerror(errno));
      ended = n == 0;
      return static_cast<std::size_t>(n);
    }
    return 0;
  }

  /// Reads until `wanted` bytes wait in `input` or the file ends.
  void fill(std::size_t wanted) {
    if (at > 0 && at == filled) at = filled = 0;
    while (!ended && filled - at < wanted) {
      const ssize_t n = ::read(fd, input.data() + filled, input.size() - filled);
      if (n < 0 && errno == EINTR) {
        continue;
      }
      if (n < 0) fail(std::string("cannot be read: ") + std::strerror(errno));
      if (n == 0) ended = true;
      filled += static_cast<std::size_t>(n);
    }
  }

  void recognise() {
    fill(4);
    const auto* b = reinterpret_cast<const unsigned char*>(input.data());
    packing = Packing::none;
    if (filled >= 2 && b[0] == 0x1F && b[1] == 0x8B) {
      packing = Packing::gzip;
      if (inflateInit2(&gzip, 15 + 16) != Z_OK) fail("zlib cannot start");
    } else if (filled >= 4 && b[0] == 0x28 && b[1] == 0xB5 && b[2] == 0x2F && b[3] == 0xFD) {
      packing = Packing::zstd;
      zstd = ZSTD_createDCtx();
      if (zstd == nullptr) fail("zstd cannot start");
    }
  }

  std::size_t read_gzip(char* to, std::size_t capacity) {
    gzip.next_out = reinterpret_cast<Bytef*>(to);
    gzip.avail_out = static_cast<uInt>(std::min<std::size_t>(capacity, 1U << 30));
    const uInt room = gzip.avail_out;
    while (gzip.avail_out == room) {
      fill(1);
      if (at == filled) {
        if (inside_frame) fail("gzip data is cut short");
        return 0;
      }
      gzip.next_in = reinterpret_cast<Bytef*>(input.data() + at);
      gzip.avail_in = static_cast<uInt>(filled - at);
      inside_frame = true;
      const int result = inflate(&gzip, Z_NO_FLUSH);
      at = filled - gzip.avail_in;
      if (result == Z_STREAM_END) {
        inside_frame = false;
        inflateReset(&gzip);
      } else if (result != Z_OK && result != Z_BUF_ERROR) {
        if (gzip.avail_out != room) break;  // hand over what is whole; the next call says why
        fail(std::string("gzip data is broken: ") + (gzip.msg ? gzip.msg : "bad stream"));
      }
    }
    return room - gzip.avail_out;
  }

  std::size_t read_zstd(char* to, std::size_t capacity) {
    ZSTD_outBuffer out{to, capacity, 0};
    while (out.pos == 0) {
      if (at == filled && !inside_frame) fill(1);
      if (at == filled) fill(1);
      if (at == filled) {
        if (inside_frame) fail("zstd data is cut short");
        return 0;
      }
      ZSTD_inBuffer in{input.data() + at, filled - at, 0};
      const std::size_t result = ZSTD_decompressStream(zstd, &out, &in);
      at += in.pos;
      if (ZSTD_isError(result)) {
        if (out.pos > 0) break;
        fail(std::string("zstd data is broken: ") + ZSTD_getErrorName(result));
      }
      inside_frame = result != 0;
    }
    return out.pos;
  }
};

Source::Source(const std::string& path) : state_(std::make_unique<State>()) {
  state_->name = path;
  state_->fd = path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (state_->fd < 0) throw Error({path}, std::string("cannot be read: ") + std::strerror(errno));
}

Source::~Source() = default;

const std::string& Source::name() const { return state_->name; }

std::size_t Source::read(char* to, std::size_t capacity) {
  if (state_->packing == State::Packing::unknown) state_->recognise();
  if (state_->packing == State::Packing::gzip) return state_->read_gzip(to, capacity);
  if (state_->packing == State::Packing::zstd) return state_->read_zstd(to, capacity);
  if (state_->at == state_->filled && capacity >= state_->input.size())
    return state_->read_plain(to, capacity);  // no copy
  state_->fill(1);
  const std::size_t n = std::min(capacity, state_->filled - state_->at);
  std::memcpy(to, state_->input.data() + state_->at, n);
  state_->at += n;
  return n;
}

}  // namespace dechaff::io
