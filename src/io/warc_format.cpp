#include <algorithm>
#include <charconv>
#include <cstdint>

#include "io/format.h"

namespace dechaff::io {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

/// A record as its headers tell of it; spans count from the begin of the bytes it was found in.
struct Found {
  std::size_t end = 0;   // behind the blank lines that follow; 0: more bytes are needed to know
  std::size_t body = 0;  // where the block begins
  std::size_t length = 0;
  Span length_digits;
  std::string_view type, uri;
  std::string error;
};

/// Longest headers of a record that are looked for; real ones have some hundred bytes.
constexpr std::size_t headers_limit = 1 << 20;
/// How the next record begins, behind what ends the one before.
constexpr std::string_view mark = "\r\n\r\nWARC/1.";
constexpr const char* wrong_length = "does not end where its Content-Length says";

bool read_headers(std::string_view bytes, std::size_t at, std::size_t stop, Found& found) {
  bool has_length = false;
  while (at < stop) {
    const std::size_t end = bytes.find("\r\n", at);
    const std::string_view header = bytes.substr(at, end - at);
    const std::size_t colon = header.find(':');
    if (colon != std::string_view::npos) {
      const std::string_view name = header.substr(0, colon);
      std::size_t from = colon + 1;
      while (from < header.size() && (header[from] == ' ' || header[from] == '\t')) ++from;
      const std::string_view value = header.substr(from);
      if (same_name(name, "Content-Length")) {
        const char* last = value.data() + value.size();
        const auto [read, bad] = std::from_chars(value.data(), last, found.length);
        has_length = bad == std::errc{} && read == last && found.length < SIZE_MAX / 4;
        found.length_digits = {at + from, at + header.size()};
      } else if (same_name(name, "WARC-Type")) {
        found.type = value;
      } else if (same_name(name, "WARC-Target-URI")) {
        found.uri = value;
      }
    }
    at = end + 2;
  }
  return has_length;
}

/// The record that begins at `at` (ISO 28500). `whole`: no bytes follow those that are there.
Found find_record(std::string_view bytes, std::size_t at, bool whole, std::size_t limit) {
  Found found;
  const std::size_t from = at;  // `at` goes on behind blank lines, which belong to the record
  while (bytes.substr(at, 2) == "\r\n") at += 2;
  if (whole && at == bytes.size()) {
    found.end = at;
    return found;
  }
  const std::size_t headers_end = bytes.substr(0, at + headers_limit).find("\r\n\r\n", at);
  if (headers_end == std::string_view::npos && !whole && bytes.size() - at < headers_limit)
    return found;
  if (headers_end == std::string_view::npos || !bytes.substr(at).starts_with("WARC/1.")) {
    found.error = "does not begin as a WARC record";
  } else if (!read_headers(bytes, at, headers_end + 2, found)) {
    found.error = "has no valid Content-Length";
  }
  if (found.error.empty()) {
    found.body = headers_end + 4;
    if (found.length > limit) return found;
    if (found.length > bytes.size() - found.body) {
      if (!whole) return found;
      found.error = "is cut short";
    } else {
      std::size_t end = found.body + found.length;
      if (!whole && bytes.size() - end < mark.size()) return found;
      const std::string_view after = bytes.substr(end);
      if (after.empty() || after.starts_with("\r\n") || after.starts_with("WARC/1.")) {
        while (bytes.substr(end, 2) == "\r\n") end += 2;
        if (whole || bytes.size() - end >= 2) found.end = end;
        return found;
      }
      found.error = wrong_length;
    }
  }
  // What follows until the next record, or as much as may be held, is no record.
  const std::size_t again = bytes.substr(0, from + limit + mark.size()).find(mark, at + 1);
  if (again != std::string_view::npos) {
    found.end = again + 4;
    if (found.body > 0) found.error = wrong_length;
  } else if (bytes.size() - from > limit + mark.size()) {
    found.end = std::max(from + limit, at);
  } else if (whole) {
    found.end = bytes.size();
  }
  return found;
}

/// WARC 1.0 and 1.1 records (ISO 28500), as Common Crawl's WET files have them. The block of a
/// `conversion` record is a document, its URL the id; all others pass.
class WarcFormat final : public RecordFormat {
 public:
  using RecordFormat::RecordFormat;

  bool next(Input& input, Batch& batch) override {
    if (left_ > 0) {
      take_piece(input, batch);
      return true;
    }
    std::size_t at = 0;
    for (std::size_t wanted = options().batch;;) {
      input.fill(wanted);
      const std::string_view waiting = input.waiting();
      bool more = false;
      while (at < options().batch && !more) {
        if (at == waiting.size() && input.ended()) break;
        const Found found = find_record(waiting, at, input.ended(), options().max_document);
        if (found.body > 0 && found.length > options().max_document) {
          if (at > 0) break;
          left_ = found.body + found.length;
          take_piece(input, batch);
          if (same_name(found.type, "conversion")) batch.error = too_large(options());
          return true;
        }
        more = found.end == 0;
        if (!more) at = found.end;
      }
      if (!more) {
        if (at > 0) input.take(at, batch);
        return at > 0;
      }
      wanted = waiting.size() + options().batch;
    }
  }

  void cut(Batch& batch) const override {
    const std::string_view bytes = batch.bytes;
    std::size_t line = batch.begin.line;
    for (std::size_t at = 0; at < bytes.size();) {
      const Found found = find_record(bytes, at, true, options().max_document);
      Record& record = batch.records.emplace_back();
      record.line = line;
      record.all = {at, found.end};
      record.id = found.uri;
      record.is_document = false;
      if (!found.error.empty()) {
        std::string said = found.error;
        if (found.body > 0 && !batch.last) said = wrong_length;
        record.error = "the record at byte " + std::to_string(batch.begin.offset + at) + ' ' + said;
      } else if (found.body > 0) {
        record.text = {found.body, found.body + found.length};
        record.length_field = found.length_digits;
        record.is_document = same_name(found.type, "conversion");
      }
      const std::string_view all = bytes.substr(at, found.end - at);
      line += static_cast<std::size_t>(std::count(all.begin(), all.end(), '\n'));
      at = found.end;
    }
  }

 private:
  void take_piece(Input& input, Batch& batch) {
    input.fill(std::min(left_, options().batch));
    const std::size_t size = std::min({left_, options().batch, input.waiting().size()});
    input.take(size, batch);
    batch.piece = true;
    left_ = input.ended() && input.waiting().empty() ? 0 : left_ - size;
  }

  std::size_t left_ = 0;  // bytes of a record that comes in pieces
};

}  // namespace

std::unique_ptr<RecordFormat> make_warc_format(const ReadOptions& options) {
  return std::make_unique<WarcFormat>(options);
}

bool is_warc(std::string_view begin, bool, const ReadOptions&) {
  return begin.starts_with("WARC/1.");
}

}  // namespace dechaff::io
