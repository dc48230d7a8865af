#include "formats/csv.h"

#include <algorithm>

namespace dechaff::formats {

std::size_t CsvScan::find_end(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (state_ == State::quoted) {
      at = bytes.find('"', at);
      if (at == std::string_view::npos) return at;
      state_ = State::quote;
      continue;
    }
    const char c = bytes[at];
    if (c == '\n') {
      state_ = State::field;
      return at + 1;
    }
    if (c == delimiter_) {
      state_ = State::field;
    } else if (c == '"' && state_ != State::plain) {
      state_ = State::quoted;
    } else {
      state_ = State::plain;
    }
  }
  return std::string_view::npos;
}

const char* split_csv(std::string_view record, char delimiter, std::vector<CsvField>& out) {
  out.clear();
  std::size_t end = record.size();
  if (end > 0 && record[end - 1] == '\n') --end;
  if (end > 0 && record[end - 1] == '\r') --end;
  for (std::size_t at = 0;;) {
    CsvField& field = out.emplace_back();
    if (at < end && record[at] == '"') {
      field.text = {at + 1, at + 1};
      for (;;) {
        const std::size_t quote = record.find('"', field.text.end);
        if (quote == std::string_view::npos || quote >= end) return "a quote is not closed";
        field.text.end = quote;
        if (quote + 1 >= end || record[quote + 1] != '"') break;
        field.escaped = true;
        field.text.end += 2;
      }
      at = field.text.end + 1;
      if (at < end && record[at] != delimiter) return "something stands behind a closing quote";
    } else {
      const std::size_t next = std::min(record.find(delimiter, at), end);
      field.text = {at, next};
      at = next;
    }
    if (at >= end) return nullptr;
    ++at;
  }
}

void undouble_quotes(std::string_view raw, EscapedText& out) {
  out.text.clear();
  out.escapes.clear();
  for (std::size_t at = 0;;) {
    const std::size_t quotes = std::min(raw.find("\"\"", at), raw.size());
    out.text += raw.substr(at, quotes - at);
    if (quotes == raw.size()) return;
    out.escapes.push_back({{out.text.size(), out.text.size() + 1}, {quotes, quotes + 2}});
    out.text += '"';
    at = quotes + 2;
  }
}

std::string doubled_quotes(std::string_view text) {
  std::string out;
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  return out;
}

}  // namespace dechaff::formats
