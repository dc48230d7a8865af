#include "formats/error_log.h"

#include <simdjson.h>

#include "text/json_writer.h"

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
  text::JsonWriter json(out);
  json.begin_object().member("schema", "dechaff.error/1").member("source", batch.source);
  json.member("offset", record.offset).member("line", record.line).member("id", record.id);
  json.member("reason", record.error.empty() ? "it belongs to the one before" : record.error);
  if (simdjson::validate_utf8(bytes.data(), bytes.size())) {
    json.member("text", bytes);
  } else {
    json.key("base64").begin_text();
    append_base64(out, bytes);
    json.end_text();
  }
  json.end_line();
}

}  // namespace dechaff::formats
