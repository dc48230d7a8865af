#include <zstd.h>

#include <algorithm>
#include <string>

#include "bytes/unpacker.h"

namespace dechaff::bytes {
namespace {

constexpr std::string_view frame_mark = "\x28\xB5\x2F\xFD";

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t out = 0;
  for (std::size_t i = 4; i-- > 0;) out = out << 8 | static_cast<unsigned char>(bytes[i]);
  return out;
}

bool is_skippable(std::string_view bytes) {
  return bytes.size() >= 4 && (little_endian(bytes) & 0xFFFFFFF0U) == 0x184D2A50U;
}

using Context = std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>;

Context make_context() { return {ZSTD_createDCtx(), ZSTD_freeDCtx}; }

class ZstdUnpacker final : public Unpacker {
 public:
  ZstdUnpacker(Window& window, unsigned jobs)
      : Unpacker(window, jobs), stream_(make_context()), dictionary_(nullptr, ZSTD_freeDDict) {
    read_dictionary(window);
    if (stream_ == nullptr || ZSTD_isError(ZSTD_DCtx_refDDict(stream_.get(), dictionary_.get())))
      window.fail("zstd cannot start");
  }

 protected:
  std::size_t find_member(std::string_view window, std::size_t from) const override {
    return window.find(frame_mark, from);
  }

  void unpack(std::string_view window, std::size_t stop, Unpacked& out) const override {
    const Context context = make_context();
    out.end = out.begin;
    while (context && out.end < stop && out.bytes().size() < most_of_a_part) {
      const std::string_view rest = window.substr(out.end);
      const std::size_t packed = ZSTD_findFrameCompressedSize(rest.data(), rest.size());
      if (ZSTD_isError(packed)) return;
      // Unknown sizes and errors are very large numbers; skippable frames have the size 0.
      const unsigned long long most = ZSTD_getFrameContentSize(rest.data(), packed);
      if (most > most_of_a_member) return;
      char* to = out.room(most);
      const std::size_t size = ZSTD_decompress_usingDDict(context.get(), to, most, rest.data(),
                                                          packed, dictionary_.get());
      if (ZSTD_isError(size)) return;
      out.joints.push_back({out.end, out.bytes().size()});
      out.add(size);
      out.end += packed;
    }
  }

  void begin_stream() override { ZSTD_DCtx_reset(stream_.get(), ZSTD_reset_session_only); }

  Step stream(std::string_view& in, char* to, std::size_t& size) override {
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer out{to, size, 0};
    const std::size_t result = ZSTD_decompressStream(stream_.get(), &out, &from);
    in.remove_prefix(from.pos);
    size = out.pos;
    if (ZSTD_isError(result)) {
      why_ = ZSTD_getErrorName(result);
      return Step::broken;
    }
    return result == 0 ? Step::end : Step::more;
  }

  std::string why() const override { return why_; }
  std::string_view kind() const override { return "zstd"; }

 private:
  void read_dictionary(Window& window) {
    constexpr std::uint32_t dictionary_frame = 0x184D2A5D;
    constexpr std::size_t most = 100 << 20;
    window.fill(8);
    if (window.waiting().size() < 8 || little_endian(window.waiting()) != dictionary_frame) return;
    const std::size_t size = little_endian(window.waiting().substr(4));
    if (size > most) window.fail("zstd dictionary is larger than 100 MiB");
    window.fill(8 + size);
    std::string_view bytes = window.waiting().substr(8);
    if (bytes.size() < size) window.fail("zstd dictionary is cut short");
    bytes = bytes.substr(0, size);
    std::string unpacked;
    if (bytes.starts_with(frame_mark)) {
      const unsigned long long said = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
      unpacked.resize(said < most ? said : most);
      const std::size_t got =
          ZSTD_decompress(unpacked.data(), unpacked.size(), bytes.data(), bytes.size());
      if (ZSTD_isError(got)) window.fail("zstd dictionary is broken");
      unpacked.resize(got);
      bytes = unpacked;
    }
    dictionary_.reset(ZSTD_createDDict(bytes.data(), bytes.size()));
    if (dictionary_ == nullptr) window.fail("zstd dictionary is broken");
  }

  Context stream_;
  std::unique_ptr<ZSTD_DDict, decltype(&ZSTD_freeDDict)> dictionary_;
  std::string why_;
};

}  // namespace

std::unique_ptr<Unpacker> make_zstd_unpacker(Window& window, unsigned jobs) {
  return std::make_unique<ZstdUnpacker>(window, jobs);
}

bool begins_zstd(std::string_view bytes) {
  return bytes.starts_with(frame_mark) || is_skippable(bytes);
}

}  // namespace dechaff::bytes
