#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/writer.h"
#include "text/json_writer.h"

namespace dechaff::render::shape {

/// A field of a record that has fields, or a column.
struct OwnField {
  std::string name;
  std::string value;
  bool json = false;  // the value is JSON as it stands, else a text
};

/// What is known of a document beside its text.
class Fields {
 public:
  explicit Fields(const Rendering& what);

  std::string id, url, date, host;
  std::string_view lang, title;
  std::vector<OwnField> own;  // of JSON and CSV, in order

  /// The text of a usual field: id, url, date, host, lang, title; null for other names. What the
  /// record itself says comes first.
  const OwnField* find(std::string_view name) const;
  std::string_view usual(std::string_view name) const;

 private:
  std::string_view derived(std::string_view name) const;
};

/// The names of the usual fields, in their order, without `text`.
inline constexpr std::string_view usual_fields[] = {"id", "url", "date", "host", "lang", "title"};

/// Calls `take` with the pieces of the cleaned text, in order.
template <class Take>
void each_piece(const Document& document, Take take) {
  std::size_t at = 0;
  for (const Edit& edit : edits_of(document)) {
    take(document.bytes.substr(at, edit.original.begin - at));
    take(std::string_view(edit.replacement));
    at = edit.original.end;
  }
  take(document.bytes.substr(at));
}

/// Appends the cleaned text as a JSON string; bytes that are not UTF-8 become U+FFFD.
void append_json_text(text::JsonWriter& json, std::string& out, const Document& document);
/// Appends a string of any bytes in the same way.
void append_json_string(text::JsonWriter& json, std::string_view value);

/// The value of a header of a WARC record; empty where it has none.
std::string_view warc_header(const Rendering& what, std::string_view name);

}  // namespace dechaff::render::shape
