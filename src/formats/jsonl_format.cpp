#include <simdjson.h>

#include <algorithm>
#include <utility>

#include "core/json_error.h"
#include "formats/format.h"
#include "formats/json_text.h"

namespace dechaff::formats {
namespace {

/// Where the string ends that has its first backslash at `escape` and, behind that, the first quote
/// at `quote`.
std::size_t closing_quote(std::string_view json, std::size_t escape, std::size_t quote) {
  for (std::size_t at = escape; at < json.size();) {
    at += 2;
    if (quote < at) quote = std::min(json.find('"', at), json.size());
    const std::size_t next = json.substr(0, quote).find('\\', at);
    if (next == std::string_view::npos) return quote;
    at = next;
  }
  return json.size();
}

/// A JSON object a line; its text field is the document, all else passes byte for byte.
class JsonlFormat final : public RecordFormat {
 public:
  using RecordFormat::RecordFormat;

  bool next(bytes::Input& input, Batch& batch) override {
    return lines_.next(input, batch, options());
  }

  Cut cut(Batch& batch) const override {
    simdjson::ondemand::parser parser;
    std::size_t line = batch.begin.line;
    for (std::size_t at = 0; at < batch.bytes.size();) {
      const std::size_t end = std::min(batch.bytes.find('\n', at), batch.bytes.size() - 1) + 1;
      Record& record = batch.records.emplace_back();
      record.all = {at, end};
      record.line = line++;
      record.is_document = false;
      record.frame = Frame::json;
      const std::string_view raw(batch.bytes.data() + at, end - at);
      if (raw.size() > options().max_document) {
        record.error = too_large(options());
      } else if (raw.find_first_not_of(" \t\r\n") != std::string_view::npos) {
        try {
          parse(parser, batch, raw, record);
        } catch (const simdjson::simdjson_error& e) {
          record.error = "not a JSON object: " + std::string(json_error(e.error()));
        }
        if (!record.error.empty()) record.is_document = false;
      }
      at = end;
    }
    return Cut::as_read;
  }

 private:
  /// What a JSON value stands for: a string without its escapes (as it is where one is malformed),
  /// anything else as JSON.
  static void assign_value(std::string_view token, std::string& out) {
    const bool string = token.size() >= 2 && token.front() == '"';
    if (string) token = token.substr(1, token.size() - 2);
    out = token;
    if (!string || token.find('\\') == std::string_view::npos) return;
    EscapedText decoded;
    if (decode_json(token, decoded)) out = std::move(decoded.text);
  }

  void parse(simdjson::ondemand::parser& parser, const Batch& batch, std::string_view raw,
             Record& record) const {
    const std::size_t at = record.all.begin, end = record.all.end;
    const std::size_t skip = raw.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    simdjson::padded_string_view view(batch.bytes.data() + at + skip, raw.size() - skip,
                                      batch.bytes.capacity() - at - skip);
    auto parsed = parser.iterate(view);
    auto object = parsed.get_object().value();
    for (auto entry : object) {
      const std::string_view key = entry.unescaped_key().value();
      simdjson::ondemand::value value = entry.value();
      if (key == options().text_field) {
        if (value.type().value() != simdjson::ondemand::json_type::string) {
          record.error = "field '" + options().text_field + "' is not a string";
          break;
        }
        const std::string_view token = value.raw_json_token();
        const auto begin = static_cast<std::size_t>(token.data() - batch.bytes.data()) + 1;
        const std::string_view rest = std::string_view(batch.bytes).substr(0, end);
        std::size_t close = std::min(rest.find('"', begin), end);
        const std::size_t escape = rest.substr(0, close).find('\\', begin);
        record.escaped = escape != std::string_view::npos;
        if (record.escaped) close = closing_quote(rest, escape, close);
        record.text = {begin, std::min(close, end)};
        record.is_document = true;
        value.get_string().value();  // throws for a malformed one
      } else if (key == "meta") {
        record.has_meta = true;
        simdjson::to_json_string(value).value();
      } else {
        const std::string_view token = simdjson::to_json_string(value).value();
        if (key == options().id_field) assign_value(token, record.id);
        if (!options().host_field.empty() && key == options().host_field)
          assign_value(token, record.host);
      }
    }
    if (!record.is_document && record.error.empty()) {
      record.error = "no field '" + options().text_field + "'";
    }
    record.object_end = at + raw.find_last_of('}');
    const std::string_view after =
        std::string_view(batch.bytes).substr(record.object_end + 1, end - record.object_end - 1);
    if (after.find_first_not_of(" \t\r\n") != std::string_view::npos) {
      record.error = "something stands after the JSON object";
    }
  }

  LineTaker lines_;
};

}  // namespace

std::unique_ptr<RecordFormat> make_jsonl_format(const ReadOptions& options) {
  return std::make_unique<JsonlFormat>(options);
}

/// A JSON object on the first line that has the text field; anything else in braces is text.
bool is_jsonl(std::string_view begin, bool whole, const ReadOptions& options) {
  const std::size_t first = begin.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || begin[first] != '{') return false;
  const std::size_t end = std::min(begin.find('\n', first), begin.size());
  const std::string field = "\"" + options.text_field + "\"";
  const std::size_t quote = begin.find_first_not_of(" \t", first + 1);
  if (quote >= end || begin[quote] != '"') return false;
  if (end == begin.size()) return !whole || begin.find(field) != std::string_view::npos;
  return begin.substr(first, end - first).find(field) != std::string_view::npos;
}

}  // namespace dechaff::formats
