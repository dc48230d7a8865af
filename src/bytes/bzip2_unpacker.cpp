#include <bzlib.h>

#include <limits>

#include "bytes/member_unpacker.h"

namespace dechaff::bytes {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view block_mark = "1AY&SY"sv, end_mark = "\x17\x72\x45\x38\x50\x90"sv;
constexpr std::size_t mark_size = 10;  // "BZh", the size of blocks, and the mark of the first one

bool begins_stream(std::string_view bytes) {
  if (bytes.size() < mark_size || !bytes.starts_with("BZh")) return false;
  const std::string_view next = bytes.substr(4);
  return bytes[3] >= '1' && bytes[3] <= '9' &&
         (next.starts_with(block_mark) || next.starts_with(end_mark));
}

class Bzip2Decoder {
 public:
  static constexpr std::string_view kind = "bzip2";

  Bzip2Decoder() = default;
  Bzip2Decoder(const Bzip2Decoder&) = delete;
  Bzip2Decoder& operator=(const Bzip2Decoder&) = delete;
  ~Bzip2Decoder() { end(); }

  static std::size_t find(std::string_view window, std::size_t from) {
    for (;; ++from) {
      from = window.find("BZh", from);
      if (from == std::string_view::npos || begins_stream(window.substr(from))) return from;
    }
  }

  void begin() {
    end();
    stream_ = {};
    open_ = BZ2_bzDecompressInit(&stream_, 0, 0) == BZ_OK;
  }

  Step step(std::string_view& in, char* to, std::size_t& size) {
    constexpr std::size_t most = std::numeric_limits<unsigned>::max() / 2;
    const auto given = static_cast<unsigned>(std::min(in.size(), most));
    const auto room = static_cast<unsigned>(std::min(size, most));
    stream_.next_in = const_cast<char*>(in.data());
    stream_.avail_in = given;
    stream_.next_out = to;
    stream_.avail_out = room;
    const int result = open_ ? BZ2_bzDecompress(&stream_) : BZ_MEM_ERROR;
    in.remove_prefix(given - stream_.avail_in);
    size = room - stream_.avail_out;
    if (result == BZ_STREAM_END) return Step::end;
    if (result == BZ_OK) return Step::more;
    why_ = result == BZ_DATA_ERROR ? "wrong checksum or block" : "bad stream";
    return Step::broken;
  }

  std::string why() const { return why_; }

 private:
  void end() {
    if (open_) BZ2_bzDecompressEnd(&stream_);
    open_ = false;
  }

  bz_stream stream_{};
  bool open_ = false;
  const char* why_ = "bad stream";
};

}  // namespace

std::unique_ptr<Unpacker> make_bzip2_unpacker(Window& window, unsigned jobs) {
  return std::make_unique<MemberUnpacker<Bzip2Decoder>>(window, jobs);
}

bool begins_bzip2(std::string_view bytes) { return begins_stream(bytes); }

}  // namespace dechaff::bytes
