// Any bytes in any character set, in pieces of any size: the UTF-8 is UTF-8, is the same whatever
// the pieces, and leads back to the bytes.

#include <simdjson.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "text/transcoder.h"

namespace {

constexpr const char* names[] = {"utf-8",    "windows-1251", "shift_jis", "gb18030",
                                 "utf-16le", "utf-16be",     "euc-jp",    "big5",
                                 "utf-32le", "windows-949"};

std::string decode(dechaff::text::Transcoder& from, std::string_view bytes, std::size_t piece,
                   std::vector<dechaff::text::LostBytes>& lost) {
  std::string out, waiting;
  while (!bytes.empty() || !waiting.empty()) {
    const std::size_t more = std::min(piece, bytes.size());
    waiting += bytes.substr(0, more);
    bytes.remove_prefix(more);
    waiting.erase(0, from.decode(waiting, bytes.empty(), out, lost));
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  const auto from = dechaff::text::Transcoder::open(names[data[0] % std::size(names)]);
  if (from == nullptr) std::abort();
  std::vector<dechaff::text::LostBytes> lost, of_pieces;
  const std::string whole = decode(*from, bytes, bytes.size() + 1, lost);
  if (whole != decode(*from, bytes, 1U + data[1], of_pieces)) std::abort();
  if (!simdjson::validate_utf8(whole.data(), whole.size())) std::abort();
  std::string back;
  std::size_t at = 0;
  for (const auto& some : of_pieces) {
    if (some.begin < at || some.end > whole.size()) std::abort();
    from->encode(std::string_view(whole).substr(at, some.begin - at), back);
    back += some.bytes;
    at = some.end;
  }
  from->encode(std::string_view(whole).substr(at), back);
  if (back != bytes) std::abort();
  dechaff::text::detect_charset(bytes, data[1] % 2 == 0);
  return 0;
}
