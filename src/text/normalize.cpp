#include "text/normalize.h"

#include <simdjson.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <cstring>

#include "text/utf8.h"

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

bool defies_normalization(std::string_view text) {
  constexpr std::size_t most = 1000;
  if (text.size() <= most) return false;
  if (text.size() > INT32_MAX) return true;
  std::size_t run = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      run = 0;
      at = skip_ascii(text, at);
      continue;
    }
    const Decoded d = decode(text, at);
    run = u_getCombiningClass(static_cast<UChar32>(d.c)) == 0 ? 0 : run + 1;
    if (run > most) return true;
    at += d.bytes;
  }
  return false;
}

namespace {

bool to_form(const icu::Normalizer2* form, std::string_view text, std::string& out) {
  if (is_ascii(text) || !simdjson::validate_utf8(text.data(), text.size()) ||
      defies_normalization(text)) {
    return false;
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  if (form == nullptr || form->isNormalizedUTF8(piece, error) || U_FAILURE(error)) {
    return false;
  }
  std::string made;
  icu::StringByteSink<std::string> sink(&made);
  form->normalizeUTF8(0, piece, sink, nullptr, error);
  if (U_FAILURE(error)) return false;
  out = std::move(made);
  return true;
}

}  // namespace

bool to_nfc(std::string_view text, std::string& out) {
  UErrorCode error = U_ZERO_ERROR;
  return to_form(icu::Normalizer2::getNFCInstance(error), text, out);
}

bool to_nfd(std::string_view text, std::string& out) {
  UErrorCode error = U_ZERO_ERROR;
  return to_form(icu::Normalizer2::getNFDInstance(error), text, out);
}

char32_t lower(char32_t c) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))); }

}  // namespace dechaff::text
