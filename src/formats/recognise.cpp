#include "formats/recognise.h"

#include <algorithm>
#include <array>

#include "core/error.h"
#include "formats/csv.h"
#include "formats/json_record.h"
#include "formats/json_scan.h"
#include "text/transcoder.h"

namespace dechaff::formats {
namespace {

using namespace std::string_view_literals;

/// First bytes of what dechaff does not read, and the way out.
struct Refused {
  std::string_view magic;
  std::string_view what, help;
};

constexpr std::array refused{
    Refused{"%PDF-"sv, "a PDF file", "make text of it first: pdftotext -layout FILE"},
    Refused{
        "PAR1"sv, "a Parquet file",
        "this program was built without Arrow; the dechaff of the Python package reads Parquet"},
    Refused{"ARROW1"sv, "an Arrow file", "the Python package reads Arrow tables"},
    Refused{"PK\3\4"sv, "a zip archive inside another", "unpack the outer one first"},
    Refused{"\x1F\x9D"sv, "packed with compress",
            "unpack it first: uncompress -c FILE | dechaff …"},
    Refused{"7z\xBC\xAF\x27\x1C"sv, "a 7z archive", "unpack it first: 7z x FILE"},
    Refused{"Rar!\x1A\x07"sv, "a RAR archive", "unpack it first: unrar x FILE"},
    Refused{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old Office document",
            "save it as text first"},
    Refused{"{\\rtf"sv, "an RTF document", "save it as text first"},
    Refused{"SQLite format 3\0"sv, "an SQLite database", "write its text to JSON Lines first"},
    Refused{"\x7F"
            "ELF"sv,
            "a program", ""},
    Refused{"\x89PNG\r\n"sv, "a picture", ""},
    Refused{"\xFF\xD8\xFF"sv, "a picture", ""},
    Refused{"GIF8"sv, "a picture", ""},
};

/// The Unicode form of a byte order mark that is not UTF-8's; else empty.
std::string_view wide_form(std::string_view begin) {
  if (begin.starts_with("\xFF\xFE\0\0"sv) || begin.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (begin.starts_with("\xFF\xFE") || begin.starts_with("\xFE\xFF")) return "UTF-16";
  return {};
}

std::string_view without_mark(std::string_view begin) {
  return begin.starts_with("\xEF\xBB\xBF") ? begin.substr(3) : begin;
}

/// The bytes are those of JSON: an object, or an array of objects or strings. "[1] A footnote" is
/// text.
bool looks_like_json(std::string_view begin) {
  const std::size_t first = begin.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return false;
  const std::size_t next = begin.find_first_not_of(" \t\r\n", first + 1);
  const char c = next == std::string_view::npos ? '\0' : begin[next];
  if (begin[first] == '{') return c == '"' || c == '}' || c == '\0';
  return begin[first] == '[' && (c == '{' || c == '"');
}

/// A line each, or an array or objects over several lines.
Format json_form(std::string_view begin) {
  const std::size_t first = begin.find_first_not_of(" \t\r\n");
  if (begin[first] == '[') return Format::json;
  const std::size_t end = begin.find('\n', first);
  if (end == std::string_view::npos) return Format::jsonl;
  return JsonScan(false).find_end(begin.substr(first, end - first)) == std::string_view::npos
             ? Format::json
             : Format::jsonl;
}

/// Throws where all records that are whole lack the text, and says which fields there are.
void need_text_field(std::string_view begin, const std::string& name, Format form,
                     const ReadOptions& options) {
  const std::size_t first = begin.find_first_not_of(" \t\r\n");
  const bool array = begin[first] == '[';
  JsonRecordReader reader(options);
  JsonScan scan(array);
  std::vector<JsonRecordReader::Field> fields;
  for (std::size_t at = array ? first + 1 : first; at < begin.size();) {
    at = std::min(begin.find_first_not_of(" \t\r\n,", at), begin.size());
    const std::size_t length = scan.find_end(begin.substr(at));
    if (length == std::string_view::npos || scan.closed()) break;
    Batch batch;
    batch.bytes.reserve(length + simdjson::SIMDJSON_PADDING);
    batch.bytes = begin.substr(at, length);
    Record record;
    record.is_document = false;
    reader.read(batch, {0, length}, record, form == Format::json);
    if (!record.lacks_text) return;  // it has text, or it is broken: the records say so one by one
    try {
      for (auto& field : reader.fields(batch.bytes)) {
        const auto same = std::find_if(fields.begin(), fields.end(),
                                       [&](const auto& f) { return f.path == field.path; });
        if (same == fields.end()) {
          fields.push_back(std::move(field));
        } else {
          same->length = std::max(same->length, field.length);
        }
      }
    } catch (const simdjson::simdjson_error&) {
      return;
    }
    at += length;
  }
  if (fields.empty()) return;
  std::string names;
  const JsonRecordReader::Field* longest = nullptr;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i < 12) names += (i > 0 ? ", " : "") + fields[i].path;
    if (fields[i].length > (longest == nullptr ? 0 : longest->length)) longest = &fields[i];
  }
  if (fields.size() > 12) names += ", …";
  throw Error(
      {name},
      "JSON records without text in the field '" + options.text_field + "'; they have " + names, {},
      longest == nullptr ? "name the text's field with --text-field"
                         : "name the text with --text-field " + longest->path);
}

/// The records of the first bytes have the same number of fields, two or more, and one name is the
/// text field's.
bool is_table(std::string_view begin, bool whole, char delimiter, const ReadOptions& options) {
  CsvScan scan(delimiter);
  std::vector<CsvField> fields;
  std::size_t columns = 0, records = 0;
  for (std::size_t at = 0; at < begin.size();) {
    const std::size_t length = scan.find_end(begin.substr(at));
    if (length == std::string_view::npos && !(whole && !scan.in_quotes())) break;
    const std::string_view record = begin.substr(at, length);
    if (split_csv(record, delimiter, fields) != nullptr) return false;
    if (records == 0) {
      columns = fields.size();
      const bool named = std::any_of(fields.begin(), fields.end(), [&](const CsvField& f) {
        return record.substr(f.text.begin, f.text.size()) == options.text_field;
      });
      if (columns < 2 || !named) return false;
    } else if (fields.size() != columns && record != "\n" && record != "\r\n") {
      return false;
    }
    ++records;
    if (length == std::string_view::npos) break;
    at += length;
  }
  return records > 1;
}

/// The delimiter of a line of names: the one that is there most often outside quotes.
char delimiter_of(std::string_view begin) {
  const std::string_view line = begin.substr(0, begin.find('\n'));
  char best = ',';
  std::size_t most = 0;
  for (const char c : {',', ';', '\t', '|'}) {
    std::size_t count = 0;
    bool quoted = false;
    for (const char at : line) {
      if (at == '"') quoted = !quoted;
      count += !quoted && at == c ? 1U : 0U;
    }
    if (count > most) {
      most = count;
      best = c;
    }
  }
  return best;
}

bool starts_folded(std::string_view s, std::string_view lower) {
  return s.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), s.begin(), [](char want, char c) {
           return want == (c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
         });
}

/// There is an element, a comment or a declaration.
bool has_tags(std::string_view begin) {
  for (std::size_t at = begin.find('<'); at != std::string_view::npos;
       at = begin.find('<', at + 1)) {
    const char c = at + 1 < begin.size() ? begin[at + 1] : '\0';
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '!' || c == '/' || c == '?')
      return true;
  }
  return false;
}

[[noreturn]] void refuse(const std::string& name, const std::string& what,
                         const std::string& help) {
  throw Error({name}, what, {}, help);
}

}  // namespace

std::string extension_of(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  std::string file(slash == std::string_view::npos ? name : name.substr(slash + 1));
  std::transform(file.begin(), file.end(), file.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (const std::string_view packed : {".gz", ".zst", ".bz2", ".xz", ".lz4", ".zstd"}) {
    if (file.ends_with(packed)) file.resize(file.size() - packed.size());
  }
  const std::size_t dot = file.rfind('.');
  return dot == std::string::npos || dot == 0 ? "" : file.substr(dot);
}

bool names_markdown(std::string_view extension) {
  return extension == ".md" || extension == ".markdown" || extension == ".mkd" ||
         extension == ".mdown";
}

bool names_html(std::string_view extension) {
  return extension == ".html" || extension == ".htm" || extension == ".xhtml";
}

bool begins_html(std::string_view begin) {
  begin = without_mark(begin);
  for (;;) {
    begin.remove_prefix(std::min(begin.find_first_not_of(" \t\r\n\f"), begin.size()));
    const bool comment = begin.starts_with("<!--"), declaration = begin.starts_with("<?");
    if (!comment && !declaration) break;
    const std::size_t end = begin.find(comment ? "-->" : "?>");
    if (end == std::string_view::npos) return false;
    begin.remove_prefix(end + (comment ? 3U : 2U));
  }
  if (starts_folded(begin, "<!doctype html")) return true;
  return starts_folded(begin, "<html") && begin.size() > 5 &&
         std::string_view(" \t\r\n/>").find(begin[5]) != std::string_view::npos;
}

Recognition recognise(std::string_view bytes, bool whole, const std::string& name,
                      const ReadOptions& options) {
  const std::string_view begin = without_mark(bytes);
  const std::string extension = extension_of(name);
  Recognition out;
  out.delimiter = options.delimiter != '\0' ? options.delimiter : delimiter_of(begin);
  if (const std::string_view form = wide_form(bytes); !form.empty() && !options.html) {
    const std::string utf(form);
    refuse(name, "is " + utf + " text", "say so: --encoding " + utf);
  }
  if (options.format != Format::automatic) {
    out.format = options.format;
    if (options.delimiter != '\0' && options.format != Format::csv && options.format != Format::tsv)
      refuse(name, "--delimiter is of CSV and TSV", "leave it out, or say --format csv");
    if (options.format == Format::tsv && options.delimiter == '\0') out.delimiter = '\t';
    if (options.format == Format::csv && options.delimiter == '\0' && out.delimiter == '\t')
      out.delimiter = ',';
    return out;
  }
  for (const Refused& kind : refused) {
    if (bytes.starts_with(kind.magic))
      refuse(name, "is " + std::string(kind.what) + ", not text", std::string(kind.help));
  }
  for (const FormatInfo& info : formats()) {
    if (info.recognise != nullptr && info.recognise(begin, whole, options)) {
      out.format = info.format;
      return out;
    }
  }
  if (begin.substr(0, 4096).find('\0') != std::string_view::npos && !options.html) {
    const text::DetectedCharset charset = text::detect_charset(begin.substr(0, 4096), whole);
    if (charset.name.starts_with("UTF-16"))
      refuse(name, "looks like " + charset.name + " without its mark",
             "say so: --encoding " + charset.name);
  }
  const bool blank = begin.find_first_not_of(" \t\r\n") == std::string_view::npos;
  if (begins_html(begin) || (names_html(extension) && has_tags(begin))) {
    out.format = Format::html;
    return out;
  }
  const bool takes_field = options.text_field != ReadOptions{}.text_field;
  if (names_markdown(extension) && !takes_field && !options.html) {
    if (begin.substr(0, 4096).find('\0') != std::string_view::npos)
      refuse(name, "is binary data, not Markdown", "--format text reads it all the same");
    out.format = Format::markdown;
    return out;
  }
  if (begin.starts_with("<?xml") && !options.html && !options.any_bytes) {
    refuse(name, "is XML, not text",
           "take the text out of its elements first; --format text cleans it line by line");
  }
  const bool json_name = extension == ".jsonl" || extension == ".ndjson" || extension == ".json";
  if (looks_like_json(begin)) {
    out.format = json_form(begin);
    need_text_field(begin, name, out.format, options);
    return out;
  }
  if (json_name && !blank) {
    refuse(name, "is called " + extension + ", but does not begin as JSON",
           "--format text reads it as text");
  }
  if (json_name) out.format = Format::jsonl;
  if (extension == ".csv" || extension == ".tsv" || extension == ".tab") {
    out.format = extension == ".csv" ? Format::csv : Format::tsv;
    if (out.format == Format::tsv && options.delimiter == '\0') out.delimiter = '\t';
    return out;
  }
  if (options.delimiter != '\0' && !blank) {
    out.format = Format::csv;
    return out;
  }
  for (const char delimiter : {',', ';', '\t', '|'}) {
    if (!is_table(begin, whole, delimiter, options)) continue;
    out.format = Format::csv;
    out.delimiter = delimiter;
    return out;
  }
  if (takes_field && !blank && out.format == Format::text) {
    refuse(name, "has no records: no field '" + options.text_field + "' to take the text from",
           "leave out --text-field for plain text, or name the format with --format");
  }
  if (begin.substr(0, 4096).find('\0') != std::string_view::npos && !options.html)
    refuse(name, "is binary data, not text", "--format text reads it all the same");
  return out;
}

}  // namespace dechaff::formats
