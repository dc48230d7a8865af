#include "formats/json_record.h"

#include <algorithm>
#include <utility>

#include "core/json_error.h"
#include "formats/json_text.h"

namespace dechaff::formats {
namespace {

/// Where the string ends that has its first backslash at `escape` and, after that, the first quote
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

/// What a JSON value stands for: a string without its escapes (as it is where one is malformed),
/// anything else as JSON.
void assign_value(std::string_view token, std::string& out) {
  const bool string = token.size() >= 2 && token.front() == '"';
  if (string) token = token.substr(1, token.size() - 2);
  out = token;
  if (!string || token.find('\\') == std::string_view::npos) return;
  EscapedText decoded;
  if (decode_json(token, decoded)) out = std::move(decoded.text);
}

std::string unescaped_pointer(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escape =
        token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
    out += !escape ? token[i] : token[i + 1] == '0' ? '~' : '/';
    i += escape ? 1U : 0U;
  }
  return out;
}

}  // namespace

std::string_view key_of(simdjson::ondemand::raw_json_string key, const char* json_end,
                        std::string& room) {
  const char* const begin = key.raw();
  const std::string_view rest(begin, static_cast<std::size_t>(json_end - begin));
  std::size_t close = std::min(rest.find('"'), rest.size());
  const std::size_t escape = rest.substr(0, close).find('\\');
  if (escape == std::string_view::npos) return rest.substr(0, close);
  close = closing_quote(rest, escape, close);
  EscapedText decoded;
  if (!decode_json(rest.substr(0, close), decoded)) return rest.substr(0, close);
  room = std::move(decoded.text);
  return room;
}

FieldPath::FieldPath(std::string_view spelled) : spelled_(spelled) {
  const bool pointer = spelled.starts_with('/');
  std::string_view rest = pointer ? spelled.substr(1) : spelled;
  for (;;) {
    const std::size_t end = rest.find(pointer ? '/' : '.');
    const std::string_view key = rest.substr(0, end);
    keys_.push_back(pointer ? unescaped_pointer(key) : std::string(key));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
}

JsonRecordReader::JsonRecordReader(const ReadOptions& options)
    : text_(options.text_field), id_(options.id_field), host_(options.host_field) {}

void JsonRecordReader::read(const Batch& batch, Span raw, Record& record, bool strings) {
  const std::string_view bytes = std::string_view(batch.bytes).substr(raw.begin, raw.size());
  if (strings && bytes.starts_with('"')) {
    record.text = {raw.begin + 1, raw.end - 1};
    record.escaped = bytes.find('\\') != std::string_view::npos;
    EscapedText decoded;
    record.is_document = !record.escaped || decode_json(bytes.substr(1, bytes.size() - 2), decoded);
    if (!record.is_document) record.error = "not a JSON string: a malformed escape";
    return;
  }
  try {
    read_object(batch, raw, record);
  } catch (const simdjson::simdjson_error& e) {
    record.error = "not a JSON object: " + std::string(json_error(e.error()));
  }
  if (!record.error.empty()) record.is_document = false;
}

void JsonRecordReader::read_object(const Batch& batch, Span raw, Record& record) {
  simdjson::padded_string_view view(batch.bytes.data() + raw.begin, raw.size(),
                                    batch.bytes.capacity() - raw.begin);
  auto parsed = parser_.iterate(view);
  auto object = parsed.get_object().value();
  const char* const json_end = batch.bytes.data() + raw.end;
  std::string room;
  for (auto entry : object) {
    const std::string_view key = key_of(entry.key().value(), json_end, room);
    simdjson::ondemand::value value = entry.value().value();
    if (key == text_.spelled() || key == text_.key(0)) {
      if (key == text_.spelled() || text_.last(0)) {
        take_text(batch, raw.end, value, record);
      } else if (!find_text(batch, raw.end, value, 1, record)) {
        simdjson::to_json_string(value).value();
      }
    } else {
      const std::string_view token = simdjson::to_json_string(value).value();
      if (key == "meta") record.has_meta = true;
      if (key == id_.spelled()) assign_value(token, record.id);
      if (!host_.spelled().empty() && key == host_.spelled()) assign_value(token, record.host);
    }
  }
  if (!parsed.current_location().error()) record.error = "more follows the JSON object on its line";
  if (!record.is_document && record.error.empty()) {
    record.error = "no text in the field '" + text_.spelled() + "'";
    record.lacks_text = true;
  }
  record.object_end =
      raw.begin + std::string_view(batch.bytes).substr(raw.begin, raw.size()).find_last_of('}');
}

/// Follows the path from `depth` on through `value`; false when it is no object: then nothing was
/// read of it.
bool JsonRecordReader::find_text(const Batch& batch, std::size_t end,
                                 simdjson::ondemand::value value, std::size_t depth,
                                 Record& record) {
  if (value.type().value() != simdjson::ondemand::json_type::object) return false;
  std::string room;
  auto object = value.get_object().value();
  for (auto entry : object) {
    const bool here =
        key_of(entry.key().value(), batch.bytes.data() + end, room) == text_.key(depth);
    simdjson::ondemand::value inner = entry.value().value();
    if (here && text_.last(depth)) {
      take_text(batch, end, inner, record);
    } else if (!here || !find_text(batch, end, inner, depth + 1, record)) {
      simdjson::to_json_string(inner).value();
    }
  }
  return true;
}

void JsonRecordReader::take_text(const Batch& batch, std::size_t end,
                                 simdjson::ondemand::value value, Record& record) {
  if (value.type().value() != simdjson::ondemand::json_type::string) {
    record.is_document = false;
    simdjson::to_json_string(value).value();
    return;
  }
  const std::string_view token = value.raw_json_token();
  const auto begin = static_cast<std::size_t>(token.data() - batch.bytes.data()) + 1;
  const std::string_view rest = std::string_view(batch.bytes).substr(0, end);
  std::size_t close = std::min(rest.find('"', begin), end);
  const std::size_t escape = rest.substr(0, close).find('\\', begin);
  record.escaped = escape != std::string_view::npos;
  if (record.escaped) {
    close = closing_quote(rest, escape, close);
    EscapedText decoded;
    if (!decode_json(rest.substr(begin, close - begin), decoded))
      record.error = "not a JSON object: a malformed escape in its text";
  }
  record.text = {begin, std::min(close, end)};
  record.is_document = true;
}

std::vector<JsonRecordReader::Field> JsonRecordReader::fields(std::string_view json) {
  const simdjson::padded_string padded(json);
  const char* const json_end = padded.data() + padded.size();
  std::vector<Field> out;
  std::string room;
  const auto add = [&](const std::string& path, simdjson::ondemand::value value) {
    const std::string_view token = simdjson::to_json_string(value).value();
    out.push_back({path, token.starts_with('"') ? token.size() - 1 : 0});
  };
  auto parsed = parser_.iterate(padded);
  auto object = parsed.get_object().value();
  for (auto entry : object) {
    const std::string key(key_of(entry.key().value(), json_end, room));
    simdjson::ondemand::value value = entry.value().value();
    if (value.type().value() != simdjson::ondemand::json_type::object) {
      add(key, value);
      continue;
    }
    auto inner = value.get_object().value();
    for (auto inner_entry : inner) {
      add(key + '.' + std::string(key_of(inner_entry.key().value(), json_end, room)),
          inner_entry.value().value());
    }
  }
  return out;
}

}  // namespace dechaff::formats
