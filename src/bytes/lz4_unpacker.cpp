#include <lz4frame.h>

#include "bytes/member_unpacker.h"

namespace dechaff::bytes {
namespace {

constexpr std::string_view frame_mark = "\x04\x22\x4D\x18";

class Lz4Decoder {
 public:
  static constexpr std::string_view kind = "lz4";

  Lz4Decoder() {
    if (LZ4F_isError(LZ4F_createDecompressionContext(&context_, LZ4F_VERSION)) != 0U)
      context_ = nullptr;
  }
  Lz4Decoder(const Lz4Decoder&) = delete;
  Lz4Decoder& operator=(const Lz4Decoder&) = delete;
  ~Lz4Decoder() { LZ4F_freeDecompressionContext(context_); }

  static std::size_t find(std::string_view window, std::size_t from) {
    return window.find(frame_mark, from);
  }

  void begin() {
    if (context_ != nullptr) LZ4F_resetDecompressionContext(context_);
  }

  Step step(std::string_view& in, char* to, std::size_t& size) {
    if (context_ == nullptr) {
      size = 0;
      return Step::broken;
    }
    std::size_t given = in.size();
    const std::size_t result = LZ4F_decompress(context_, to, &size, in.data(), &given, nullptr);
    in.remove_prefix(given);
    if (LZ4F_isError(result) != 0U) {
      size = 0;
      why_ = LZ4F_getErrorName(result);
      return Step::broken;
    }
    return result == 0 ? Step::end : Step::more;
  }

  std::string why() const { return why_; }

 private:
  LZ4F_dctx* context_ = nullptr;
  const char* why_ = "bad stream";
};

}  // namespace

std::unique_ptr<Unpacker> make_lz4_unpacker(Window& window, unsigned jobs) {
  return std::make_unique<MemberUnpacker<Lz4Decoder>>(window, jobs);
}

bool begins_lz4(std::string_view bytes) { return bytes.starts_with(frame_mark); }

}  // namespace dechaff::bytes
