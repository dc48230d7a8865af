#include "text/normalize.h"

#include <simdjson.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <cstring>

namespace dechaff::text {

bool is_ascii(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, text.data() + i, 8);
    if ((eight & 0x8080808080808080U) != 0) return false;
  }
  for (; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) >= 0x80) return false;
  }
  return true;
}

bool to_nfc(std::string_view text, std::string& out) {
  if (is_ascii(text) || !simdjson::validate_utf8(text.data(), text.size())) return false;
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  if (U_FAILURE(error) || text.size() > INT32_MAX || nfc->isNormalizedUTF8(piece, error))
    return false;
  std::string made;
  icu::StringByteSink<std::string> sink(&made);
  nfc->normalizeUTF8(0, piece, sink, nullptr, error);
  if (U_FAILURE(error)) return false;
  out = std::move(made);
  return true;
}

}  // namespace dechaff::text
