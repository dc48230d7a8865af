#include "render/shape/fields.h"

#include <simdjson.h>

#include <algorithm>

#include "formats/csv.h"
#include "formats/json_record.h"
#include "formats/json_text.h"
#include "learn/host.h"
#include "page/heading_shape.h"
#include "text/utf8.h"

namespace dechaff::render::shape {
namespace {

bool is_url(std::string_view id) {
  const std::size_t scheme = id.find("://");
  return scheme != std::string_view::npos && scheme > 0 && scheme < 16 &&
         id.find_first_of(" \t\r\n") == std::string_view::npos;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// What JSON between quotes stands for; as it is where an escape is malformed.
std::string decoded(std::string_view raw) {
  formats::EscapedText out;
  if (raw.find('\\') == std::string_view::npos || !formats::decode_json(raw, out))
    return std::string(raw);
  return std::move(out.text);
}

std::vector<OwnField> json_fields(const formats::Batch& batch, const formats::Record& record) {
  std::vector<OwnField> out;
  const Span all = record.all;
  std::string_view bytes = std::string_view(batch.bytes).substr(all.begin, all.size());
  std::size_t skip = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  simdjson::ondemand::parser parser;
  std::string room;
  try {
    simdjson::padded_string_view view(batch.bytes.data() + all.begin + skip, all.size() - skip,
                                      batch.bytes.capacity() - all.begin - skip);
    auto parsed = parser.iterate(view);
    auto object = parsed.get_object().value();
    for (auto entry : object) {
      OwnField& field = out.emplace_back();
      field.name = formats::key_of(entry.key().value(), batch.bytes.data() + all.end, room);
      std::string_view token = simdjson::to_json_string(entry.value().value()).value();
      const std::size_t end = token.find_last_not_of(" \t\r\n");
      token = token.substr(0, end + 1);
      field.json = !(token.size() >= 2 && token.front() == '"');
      field.value = field.json ? std::string(token) : decoded(token.substr(1, token.size() - 2));
    }
  } catch (const simdjson::simdjson_error&) {
    return out;  // the reader has seen it as an object: does not happen
  }
  return out;
}

std::vector<OwnField> csv_fields(const formats::Batch& batch, const formats::Record& record) {
  std::vector<OwnField> out;
  if (batch.columns == nullptr) return out;
  const std::string_view raw =
      std::string_view(batch.bytes).substr(record.all.begin, record.all.size());
  std::vector<formats::CsvField> cells;
  formats::split_csv(raw, batch.delimiter, cells);
  for (std::size_t i = 0; i < std::min(cells.size(), batch.columns->size()); ++i) {
    const std::string_view cell = raw.substr(cells[i].text.begin, cells[i].text.size());
    OwnField& field = out.emplace_back();
    field.name = (*batch.columns)[i];
    if (cells[i].escaped) {
      formats::EscapedText plain;
      formats::undouble_quotes(cell, plain);
      field.value = std::move(plain.text);
    } else {
      field.value = cell;
    }
  }
  return out;
}

/// Of HTML its first h1; else what a stage took for it.
std::string_view title_of(const Document& document) {
  std::size_t line = document.title;
  for (std::size_t i = document.headings.size(); i-- > 0 && line == Document::no_line;) {
    if (document.headings[i].level == 1) line = document.headings[i].line;
  }
  for (std::size_t i = document.heading_elements.size(); i-- > 0;) {
    if (document.heading_elements[i].level == 1) line = document.heading_elements[i].line;
  }
  if (line >= document.lines.size()) return {};
  return page::without_heading_marks(trim(document.lines.text[line]));
}

/// UTF-8 of any bytes: what is wrong becomes U+FFFD.
std::string mended(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = text::skip_ascii(bytes, at);
    out.append(bytes, at, end - at);
    if (end == bytes.size()) break;
    const text::Decoded step = text::decode(bytes, end);
    text::append(out, step.c);
    at = end + step.bytes;
  }
  return out;
}

}  // namespace

Fields::Fields(const Rendering& what) : id(what.record.id), lang(what.document.language) {
  const formats::Record& record = what.record;
  const Document& document = what.document;
  if (record.frame == formats::Frame::json && record.object_end > 0) {
    own = json_fields(what.batch, record);
  } else if (record.frame == formats::Frame::csv) {
    own = csv_fields(what.batch, record);
  }
  if (is_url(record.id)) {
    url = record.id;
  } else if (is_url(record.host)) {
    url = record.host;
  }
  if (record.frame == formats::Frame::warc) date = warc_header(what, "WARC-Date");
  if (id.empty()) {
    id = document.source;
    if (!formats::is_whole_file(what.batch.format)) id += ':' + std::to_string(record.line);
  }
  const OwnField* said = find("url");
  host = learn::host_of(!record.host.empty() ? std::string_view(record.host)
                        : said != nullptr    ? std::string_view(said->value)
                                             : std::string_view(url));
  title = title_of(document);
}

const OwnField* Fields::find(std::string_view name) const {
  const auto at =
      std::find_if(own.begin(), own.end(), [&](const OwnField& f) { return f.name == name; });
  return at == own.end() ? nullptr : &*at;
}

std::string_view Fields::derived(std::string_view name) const {
  if (name == "id") return id;
  if (name == "url") return url;
  if (name == "date") return date;
  if (name == "host") return host;
  if (name == "lang") return lang;
  return name == "title" ? title : std::string_view();
}

std::string_view Fields::usual(std::string_view name) const {
  const OwnField* said = find(name);
  return said != nullptr && said->value != "null" ? std::string_view(said->value) : derived(name);
}

void append_json_string(text::JsonWriter& json, std::string_view value) {
  if (simdjson::validate_utf8(value.data(), value.size())) {
    json.value(value);
  } else {
    json.value(mended(value));
  }
}

void append_json_text(text::JsonWriter& json, std::string& out, const Document& document) {
  if (!document.utf8) {
    json.value(mended(cleaned(document)));
    return;
  }
  json.begin_text();
  each_piece(document, [&](std::string_view piece) { text::append_json(out, piece); });
  json.end_text();
}

std::string_view warc_header(const Rendering& what, std::string_view name) {
  const formats::Record& record = what.record;
  std::string_view head = std::string_view(what.batch.bytes)
                              .substr(record.all.begin, record.text.begin - record.all.begin);
  for (;;) {
    const std::size_t end = head.find("\r\n");
    if (end == std::string_view::npos) return {};
    std::string_view line = head.substr(0, end);
    head.remove_prefix(end + 2);
    if (line.size() <= name.size() || line[name.size()] != ':') continue;
    if (!std::equal(name.begin(), name.end(), line.begin(),
                    [](char a, char b) { return lower(a) == lower(b); })) {
      continue;
    }
    line.remove_prefix(name.size() + 1);
    const std::size_t from = line.find_first_not_of(" \t");
    return from == std::string_view::npos ? std::string_view() : line.substr(from);
  }
}

}  // namespace dechaff::render::shape
