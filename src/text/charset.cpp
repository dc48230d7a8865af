#include "text/charset.h"

#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

namespace dechaff::text {
namespace {

bool convert(std::string_view bytes, const std::string& charset, std::string& out) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open(charset.c_str(), &error),
                                                                ucnv_close);
  if (U_FAILURE(error)) return false;
  icu::UnicodeString wide(bytes.data(), static_cast<std::int32_t>(bytes.size()), from.get(), error);
  if (U_FAILURE(error)) return false;
  out.clear();
  if (wide.startsWith(u'\uFEFF')) wide.remove(0, 1);
  wide.toUTF8String(out);
  return true;
}

}  // namespace

std::string charset_of(std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error),
                                                                            ucsdet_close);
  const auto size = static_cast<std::int32_t>(std::min<std::size_t>(bytes.size(), 1 << 16));
  ucsdet_setText(detector.get(), bytes.data(), size, &error);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &error);
  const char* name = match == nullptr ? nullptr : ucsdet_getName(match, &error);
  return U_FAILURE(error) || name == nullptr ? "windows-1252" : name;
}

std::string to_utf8(std::string_view bytes, std::string_view declared) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.size() > (1U << 30) || simdjson::validate_utf8(bytes.data(), bytes.size()))
    return std::string(bytes);
  std::string name(declared);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  // Browsers read these names as windows-1252 and GBK (encoding.spec.whatwg.org).
  if (name == "iso-8859-1" || name == "us-ascii" || name == "latin1") name = "windows-1252";
  if (name == "gb2312") name = "gbk";
  std::string out;
  if (!name.empty() && convert(bytes, name, out)) return out;
  if (convert(bytes, charset_of(bytes), out) || convert(bytes, "windows-1252", out)) return out;
  return std::string(bytes);
}

}  // namespace dechaff::text
