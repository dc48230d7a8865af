#include <lzma.h>

#include "bytes/member_unpacker.h"

namespace dechaff::bytes {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view stream_mark =
    "\xFD"
    "7zXZ\0"sv;
/// Dictionaries of xz -9 take 65 MiB.
constexpr std::uint64_t most_memory = std::uint64_t{256} << 20;

class XzDecoder {
 public:
  static constexpr std::string_view kind = "xz";

  XzDecoder() = default;
  XzDecoder(const XzDecoder&) = delete;
  XzDecoder& operator=(const XzDecoder&) = delete;
  ~XzDecoder() { lzma_end(&stream_); }

  static std::size_t find(std::string_view window, std::size_t from) {
    return window.find(stream_mark, from);
  }

  void begin() { ready_ = lzma_stream_decoder(&stream_, most_memory, 0); }

  Step step(std::string_view& in, char* to, std::size_t& size) {
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    stream_.avail_in = in.size();
    stream_.next_out = reinterpret_cast<std::uint8_t*>(to);
    stream_.avail_out = size;
    const lzma_ret result = ready_ == LZMA_OK ? lzma_code(&stream_, LZMA_RUN) : ready_;
    in.remove_prefix(in.size() - stream_.avail_in);
    size -= stream_.avail_out;
    if (result == LZMA_STREAM_END) {
      // Zeros may pad a stream.
      in.remove_prefix(std::min(in.find_first_not_of('\0'), in.size()));
      return Step::end;
    }
    if (result == LZMA_OK || result == LZMA_BUF_ERROR) return Step::more;
    why_ = result == LZMA_MEMLIMIT_ERROR ? "it takes more than 256 MiB to unpack"
           : result == LZMA_DATA_ERROR   ? "wrong checksum or block"
                                         : "bad stream";
    return Step::broken;
  }

  std::string why() const { return why_; }

 private:
  lzma_stream stream_ = LZMA_STREAM_INIT;
  lzma_ret ready_ = LZMA_OK;
  const char* why_ = "bad stream";
};

}  // namespace

std::unique_ptr<Unpacker> make_xz_unpacker(Window& window, unsigned jobs) {
  return std::make_unique<MemberUnpacker<XzDecoder>>(window, jobs);
}

bool begins_xz(std::string_view bytes) { return bytes.starts_with(stream_mark); }

}  // namespace dechaff::bytes
