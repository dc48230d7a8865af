#include <algorithm>
#include <array>
#include <charconv>

#include "formats/response.h"
#include "formats/sized_records.h"

namespace dechaff::formats {
namespace {

/// The line that begins a record of an ARC 1 file: URL, IP address, date, media type, length.
struct ArcHeader {
  std::string_view uri, date;
  std::size_t length = 0;
};

constexpr std::size_t longest_header = 1 << 16;
constexpr std::string_view first_uri = "filedesc://";

bool is_number(std::string_view s) {
  return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos;
}

/// False for a line that is none.
bool read_header(std::string_view line, ArcHeader& out) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  std::array<std::string_view, 4> last;  // a URL may have spaces in it
  for (std::size_t i = last.size(); i-- > 0;) {
    const std::size_t space = line.rfind(' ');
    if (space == std::string_view::npos) return false;
    last[i] = line.substr(space + 1);
    line = line.substr(0, space);
  }
  out.uri = line;
  out.date = last[1];
  const auto [end, bad] =
      std::from_chars(last[3].data(), last[3].data() + last[3].size(), out.length);
  return bad == std::errc{} && is_number(last[3]) && is_number(last[1]) &&
         (last[1].size() == 14 || last[1].size() == 8) && out.length < SIZE_MAX / 4 &&
         out.uri.find(':') != std::string_view::npos;
}

struct Found {
  std::size_t end = 0;  // 0: more bytes are needed to know
  std::size_t body = 0;
  ArcHeader header;
  const char* error = nullptr;
};

/// Where a line is a header, from `at` on; npos: nowhere that can be seen.
std::size_t find_header(std::string_view bytes, std::size_t at) {
  ArcHeader header;
  for (; at < bytes.size(); ++at) {
    const std::size_t end = bytes.find('\n', at);
    if (end == std::string_view::npos) return end;
    if (end - at < longest_header && read_header(bytes.substr(at, end - at), header)) return at;
    at = end;
  }
  return std::string_view::npos;
}

/// The record that begins at `at`, with the line feeds before it.
Found find_record(std::string_view bytes, std::size_t at, bool whole, std::size_t limit) {
  Found found;
  const std::size_t from = at;
  while (at < bytes.size() && (bytes[at] == '\n' || bytes[at] == '\r')) ++at;
  if (at == bytes.size()) {
    if (whole) found.end = at;
    return found;
  }
  const std::size_t line = bytes.substr(0, at + longest_header).find('\n', at);
  if (line == std::string_view::npos && !whole && bytes.size() - at < longest_header) return found;
  if (line == std::string_view::npos || !read_header(bytes.substr(at, line - at), found.header)) {
    found.error = "does not begin as an ARC record";
  } else {
    found.body = line + 1;
    const std::size_t length = found.header.length;
    if (length > limit) return found;
    if (length > bytes.size() - found.body) {
      if (!whole) return found;
      found.error = "is cut short";
    } else {
      // A line feed and the next header follow.
      const std::size_t end = found.body + length;
      std::size_t next = end;
      while (next < bytes.size() && (bytes[next] == '\n' || bytes[next] == '\r')) ++next;
      const std::size_t next_line = bytes.find('\n', next);
      const bool known =
          next_line != std::string_view::npos || whole || bytes.size() - next >= longest_header;
      if (!known) return found;
      ArcHeader header;
      if (next == bytes.size() || read_header(bytes.substr(next, next_line - next), header)) {
        found.end = next;
        return found;
      }
      found.error = "does not end where its length says";
    }
  }
  const std::size_t after = bytes.find('\n', at);
  const std::size_t again = after == std::string_view::npos ? after : find_header(bytes, after + 1);
  if (again != std::string_view::npos) {
    found.end = again;
  } else if (bytes.size() - from > limit) {
    found.end = from + limit;
  } else if (whole) {
    found.end = bytes.size();
  }
  return found;
}

/// `20080430204825` as WARC writes it.
std::string warc_date(std::string_view date) {
  std::string out;
  for (std::size_t i = 0; i < date.size(); ++i) {
    if (i == 4 || i == 6) out += '-';
    if (i == 8) out += 'T';
    if (i == 10 || i == 12) out += ':';
    out += date[i];
  }
  return date.size() == 14 ? out + 'Z' : out;
}

/// ARC 1 files (archive.org/web/researcher/ArcFileFormat.php), in which Common Crawl's first crawls
/// are: pages come out as WARC records of the type `conversion`, all else is left out.
class ArcFormat final : public SizedRecords {
 public:
  using SizedRecords::SizedRecords;

  Cut cut(Batch& batch) const override {
    std::string read;
    read.swap(batch.bytes);
    const std::string_view bytes = read;
    std::size_t line = batch.begin.line;
    for (std::size_t at = 0; at < bytes.size();) {
      const Found found = find_record(bytes, at, true, options().max_document);
      Record record;
      record.line = line;
      record.offset = batch.begin.offset + at;
      record.id = found.header.uri;
      record.is_document = false;
      take(bytes, at, found, record, batch);
      line += static_cast<std::size_t>(
          std::count(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                     bytes.begin() + static_cast<std::ptrdiff_t>(found.end), '\n'));
      at = found.end;
    }
    return Cut::made_anew;
  }

 private:
  Extent extent(std::string_view bytes, std::size_t at, bool whole) const override {
    const Found found = find_record(bytes, at, whole, options().max_document);
    const bool large = found.body > 0 && found.header.length > options().max_document;
    return {found.end, large ? found.body + found.header.length - at : 0, true};
  }

  void take(std::string_view bytes, std::size_t at, const Found& found, Record& record,
            Batch& batch) const {
    if (found.error != nullptr) {
      record.error = "the record at byte " + std::to_string(record.offset) + ' ' + found.error;
    } else if (found.body == 0 || !found.header.uri.starts_with("http")) {
      return;  // line feeds, the file's description, a name that was resolved
    } else {
      const std::string date = warc_date(found.header.date);
      const ArchivedResponse response{
          bytes.substr(found.body, found.header.length), found.header.uri, date, {}};
      const Converted done =
          append_response(response, options().max_document, options().markup, batch.bytes, record);
      if (done == Converted::other) return;
    }
    if (!record.is_document) {
      record.all.begin = batch.bytes.size();
      batch.bytes += bytes.substr(at, found.end - at);
      record.all.end = batch.bytes.size();
    }
    batch.records.push_back(std::move(record));
  }
};

}  // namespace

std::unique_ptr<RecordFormat> make_arc_format(const ReadOptions& options) {
  return std::make_unique<ArcFormat>(options);
}

bool is_arc(std::string_view begin, bool, const ReadOptions&) {
  return begin.starts_with(first_uri);
}

}  // namespace dechaff::formats
