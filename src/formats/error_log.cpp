#include "formats/error_log.h"

#include <simdjson.h>

#include "formats/json_text.h"

namespace dechaff::formats {
namespace {

void append_base64(std::string& out, std::string_view bytes) {
  static constexpr char digits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t n = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 3; ++i)
      value = value << 8 | (i < n ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) out += i > n ? '=' : digits[value >> (18 - 6 * i) & 63];
  }
}

}  // namespace

void append_error(std::string& out, const Batch& batch, const Record& record) {
  const std::string_view bytes =
      std::string_view(batch.bytes).substr(record.all.begin, record.all.size());
  out += "{\"schema\":\"dechaff.error/1\",\"source\":\"";
  append_json(out, batch.source);
  out += "\",\"offset\":" + std::to_string(record.offset);
  out += ",\"line\":" + std::to_string(record.line) + ",\"id\":\"";
  append_json(out, record.id);
  out += "\",\"reason\":\"";
  append_json(out, record.error.empty() ? "it belongs to the one before" : record.error);
  if (simdjson::validate_utf8(bytes.data(), bytes.size())) {
    out += "\",\"text\":\"";
    append_json(out, bytes);
  } else {
    out += "\",\"base64\":\"";
    append_base64(out, bytes);
  }
  out += "\"}\n";
}

}  // namespace dechaff::formats
