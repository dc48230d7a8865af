#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <limits>

#include "bytes/unpacker.h"

namespace dechaff::bytes {
namespace {

/// Members by libdeflate, three times as fast as zlib; zlib for what comes as a stream.
class GzipUnpacker final : public Unpacker {
 public:
  GzipUnpacker(Window& window, unsigned jobs) : Unpacker(window, jobs) {
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) window.fail("zlib cannot start");
  }
  ~GzipUnpacker() override { inflateEnd(&stream_); }

 protected:
  std::size_t find_member(std::string_view window, std::size_t from) const override {
    for (;; ++from) {
      from = window.find("\x1F\x8B\x08", from);
      if (from == std::string_view::npos) return from;
      // The reserved bits of the flags are zero, and the extra flags are 0, 2 or 4.
      if (window.size() - from >= 10 && (window[from + 3] & 0xE0) == 0 &&
          (window[from + 8] & ~6) == 0) {
        return from;
      }
    }
  }

  void unpack(std::string_view window, std::size_t stop, Unpacked& out) const override {
    const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>
        inflater(libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
    out.end = out.begin;
    while (inflater && out.end < stop && out.bytes().size() < most_of_a_part) {
      const std::size_t before = out.bytes().size();
      std::size_t room = std::max<std::size_t>(1 << 16, out.capacity() - before);
      for (;; room *= 2) {
        room = std::min(room, most_of_a_member);
        std::size_t used = 0, size = 0;
        const libdeflate_result result = libdeflate_gzip_decompress_ex(
            inflater.get(), window.data() + out.end, window.size() - out.end, out.room(room), room,
            &used, &size);
        if (result == LIBDEFLATE_INSUFFICIENT_SPACE && room < most_of_a_member) continue;
        if (result != LIBDEFLATE_SUCCESS) return;
        out.joints.push_back({out.end, before});
        out.add(size);
        out.end += used;
        break;
      }
    }
  }

  void begin_stream() override { inflateReset(&stream_); }

  Step stream(std::string_view& in, char* to, std::size_t& size) override {
    constexpr std::size_t most = std::numeric_limits<uInt>::max() / 2;
    const auto given = static_cast<uInt>(std::min(in.size(), most));
    const auto room = static_cast<uInt>(std::min(size, most));
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = given;
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = room;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    in.remove_prefix(given - stream_.avail_in);
    size = room - stream_.avail_out;
    if (result == Z_STREAM_END) return Step::end;
    return result == Z_OK || result == Z_BUF_ERROR ? Step::more : Step::broken;
  }

  std::string why() const override { return stream_.msg == nullptr ? "bad stream" : stream_.msg; }
  std::string_view kind() const override { return "gzip"; }

 private:
  z_stream stream_{};
};

}  // namespace

std::unique_ptr<Unpacker> make_gzip_unpacker(Window& window, unsigned jobs) {
  return std::make_unique<GzipUnpacker>(window, jobs);
}

bool begins_gzip(std::string_view bytes) { return bytes.starts_with("\x1F\x8B"); }

}  // namespace dechaff::bytes
