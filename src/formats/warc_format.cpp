#include <algorithm>
#include <charconv>
#include <cstdint>

#include "formats/response.h"
#include "formats/sized_records.h"

namespace dechaff::formats {
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
  std::string_view type, uri, date, id;
  std::string error;
  bool lost = false;  // no record begins here, and none is seen behind it
};

/// Longest headers of a record that are looked for; real ones have some hundred bytes.
constexpr std::size_t headers_limit = 1 << 20;
/// How the next record begins, behind what ends the one before.
constexpr std::string_view mark = "\r\n\r\nWARC/";
constexpr const char* wrong_length = "does not end where its Content-Length says";

/// WARC 0.17, 0.18, 1.0 and 1.1 have the same records.
bool begins_record(std::string_view bytes) {
  return bytes.starts_with("WARC/1.") || bytes.starts_with("WARC/0.");
}

/// Two line ends follow a block. One that takes them in is too long.
bool ends_too_late(std::string_view block, std::string_view after) {
  constexpr std::string_view ends = "\r\n\r\n";
  const std::size_t left = after.starts_with(ends) ? 4 : after.starts_with("\r\n") ? 2 : 0;
  return left < 4 && block.ends_with(ends.substr(left));
}

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
      } else if (same_name(name, "WARC-Date")) {
        found.date = value;
      } else if (same_name(name, "WARC-Record-ID")) {
        found.id = value;
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
  if (headers_end == std::string_view::npos || !begins_record(bytes.substr(at))) {
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
      if ((after.empty() || after.starts_with("\r\n") || begins_record(after)) &&
          !ends_too_late(bytes.substr(found.body, found.length), after)) {
        while (bytes.substr(end, 2) == "\r\n") end += 2;
        if (whole || bytes.size() - end >= 2) found.end = end;
        return found;
      }
      found.error = wrong_length;
    }
  }
  // What follows until the next record is none, or as much as may be held: little where there are
  // no headers, so that bytes without an end are not held.
  if (found.body == 0) limit = std::min(limit, headers_limit);
  const std::size_t again = bytes.substr(0, from + limit + mark.size()).find(mark, at + 1);
  if (again != std::string_view::npos) {
    found.end = again + 4;
    if (found.body > 0) found.error = wrong_length;
  } else if (bytes.size() - from > limit + mark.size()) {
    found.end = std::max(from + limit, at);
    found.lost = found.body == 0;
  } else if (whole) {
    found.end = bytes.size();
    found.lost = found.body == 0;
  }
  return found;
}

/// WARC records (ISO 28500), as Common Crawl's WET files have them. The block of a
/// `conversion` record is a document, its URL the id; all others pass. With --html pages
/// (`response` records) are made into `conversion` records first.
class WarcFormat final : public SizedRecords {
 public:
  using SizedRecords::SizedRecords;

  Cut cut(Batch& batch) const override {
    std::string bytes;  // the old ones, when others are made
    if (options().html) bytes.swap(batch.bytes);
    const std::string_view read = options().html ? bytes : batch.bytes;
    std::size_t line = batch.begin.line;
    for (std::size_t at = 0; at < read.size();) {
      Found found = find_record(read, at, true, options().max_document);
      if (found.body > 0 && !found.error.empty() && !batch.last) found.error = wrong_length;
      const std::string_view all = read.substr(at, found.end - at);
      Record record;
      record.line = line;
      record.offset = batch.begin.offset + at;
      record.all = {at, found.end};
      record.id = found.uri;
      record.is_document = false;
      if (!found.error.empty()) {
        record.error = "the record at byte " + std::to_string(record.offset) + ' ' + found.error;
      } else if (found.body > 0) {
        record.text = {found.body, found.body + found.length};
        record.frame = Frame::warc;
        record.length_field = found.length_digits;
        record.is_document = same_name(found.type, "conversion");
      }
      if (!options().html || make_page(read, found, record, batch.bytes))
        batch.records.push_back(std::move(record));
      line += static_cast<std::size_t>(std::count(all.begin(), all.end(), '\n'));
      at = found.end;
    }
    return options().html ? Cut::made_anew : Cut::as_read;
  }

 private:
  Extent extent(std::string_view bytes, std::size_t at, bool whole) const override {
    const Found found = find_record(bytes, at, whole, options().max_document);
    const bool large = found.body > 0 && found.length > options().max_document;
    return {found.end, large ? found.body + found.length : 0, is_text(found.type),
            found.body == 0 && !found.error.empty(), found.lost};
  }

  bool is_text(std::string_view type) const {
    return same_name(type, "conversion") || (options().html && same_name(type, "response"));
  }

  /// Appends the record as it goes on: pages as text, the others as they are. False for those that
  /// a file of texts does not have: requests, metadata, and responses that are no page.
  bool make_page(std::string_view read, const Found& found, Record& record,
                 std::string& out) const {
    const bool response = record.error.empty() && same_name(found.type, "response");
    if (!response && record.error.empty() && !record.is_document &&
        !same_name(found.type, "warcinfo")) {
      return false;
    }
    const std::size_t begin = out.size(), moved = begin - record.all.begin;
    if (response) {
      const Converted done =
          append_response({read.substr(found.body, found.length), found.uri, found.date, found.id},
                          options().max_document, options().markup, out, record);
      if (done != Converted::broken) return done == Converted::page;
    }
    out += read.substr(record.all.begin, record.all.size());
    for (Span* span : {&record.all, &record.text, &record.length_field}) {
      span->begin += moved;  // may wrap around and back
      span->end += moved;
    }
    return true;
  }
};

}  // namespace

std::unique_ptr<RecordFormat> make_warc_format(const ReadOptions& options) {
  return std::make_unique<WarcFormat>(options);
}

bool is_warc(std::string_view begin, bool, const ReadOptions&) { return begins_record(begin); }

}  // namespace dechaff::formats
