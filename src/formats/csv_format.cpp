#include <algorithm>
#include <optional>
#include <utility>

#include "core/error.h"
#include "formats/csv.h"
#include "formats/csv_step.h"
#include "formats/format.h"

namespace dechaff::formats {
namespace {

/// Longest line of names that is looked for.
constexpr std::size_t header_limit = 1 << 20;

/// CSV with a line of names (RFC 4180): a column holds the documents, all else passes byte for
/// byte. The program reads it itself, because the libraries there are (libcsv) hand out the fields'
/// values and not the bytes that they stood in.
class CsvFormat final : public RecordFormat {
 public:
  CsvFormat(const ReadOptions& options, char delimiter)
      : RecordFormat(options), delimiter_(delimiter), scan_(delimiter) {}

  void begin(bytes::Input& input) override {
    std::optional<std::size_t> end;
    for (std::size_t wanted = 4096; !end; wanted *= 2) {
      const bool more = input.fill(wanted);
      CsvScan scan(delimiter_);
      const std::size_t found = scan.find_end(input.waiting());
      if (found != std::string_view::npos || !more) end = std::min(found, input.waiting().size());
      if (end.value_or(wanted) > header_limit) {
        const std::string name = input.name();
        input.stop();
        throw Error({name, 1, 0}, "has no line with the names of its columns");
      }
    }
    if (*end > 0) read_names(input, input.waiting().substr(0, *end));
  }

  std::shared_ptr<const std::vector<std::string>> columns() const override { return names_; }

  bool next(bytes::Input& input, Batch& batch) override {
    if (inside_) {
      take_piece(input, batch);
      return true;
    }
    if (lost_ && take_lost(input, batch)) return true;
    // The batch ends with the first record that ends at or after its size, or before one that is
    // too large. Begun anew: where input broke, the call before may have thrown inside a record.
    scan_ = CsvScan(delimiter_);
    const std::size_t most = options().max_document;
    std::size_t record = 0, scanned = 0;
    for (std::size_t wanted = options().batch;;) {
      input.fill(wanted);
      const std::string_view waiting = input.waiting();
      std::size_t end = 0;  // of the record
      while (end != std::string_view::npos && scanned < waiting.size()) {
        end = scan_.find_end(waiting.substr(scanned));
        scanned = end == std::string_view::npos ? waiting.size() : scanned + end;
        if (scanned - record > most) return take_before(record, input, batch);
        if (end == std::string_view::npos) break;
        record = scanned;
        if (record >= options().batch) {
          input.take(record, batch);
          return true;
        }
      }
      if (input.ended()) {
        scan_ = CsvScan(delimiter_);
        if (!waiting.empty()) input.take(waiting.size(), batch);
        return !waiting.empty();
      }
      // A little more first: the rest of a usual record.
      const std::size_t little = std::max(std::size_t{4096}, options().batch / 8);
      wanted = waiting.size() < options().batch * 2 ? waiting.size() + little : waiting.size() * 2;
    }
  }

  void lose_step() override {
    lost_ = text_.has_value();
    said_lost_ = inside_ = false;
  }

  Cut cut(Batch& batch) const override {
    const std::string_view bytes = batch.bytes;
    std::vector<CsvField> fields;
    std::size_t line = batch.begin.line;
    CsvScan scan(delimiter_);
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t length = std::min(scan.find_end(bytes.substr(at)), bytes.size() - at);
      Record& record = batch.records.emplace_back();
      record.all = {at, at + length};
      record.line = line;
      record.is_document = false;
      record.frame = Frame::csv;
      const std::string_view raw = bytes.substr(at, length);
      const bool names = batch.begin.offset + at == 0;
      if (names && names_known_) record.instead = Instead::nothing;
      if (!names && raw != "\n" && raw != "\r\n") find_document(raw, fields, record);
      line += static_cast<std::size_t>(std::count(raw.begin(), raw.end(), '\n'));
      at += length;
    }
    if (batch.last && options().table_goes_on && !bytes.ends_with('\n')) {
      Record& end = batch.records.emplace_back();
      end.all = {bytes.size(), bytes.size()};
      end.line = line;
      end.is_document = false;
      end.instead = crlf_ ? Instead::crlf : Instead::line_feed;
    }
    return Cut::as_read;
  }

 private:
  void read_names(bytes::Input& input, std::string_view line) {
    if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    crlf_ = line.ends_with("\r\n");
    std::vector<CsvField> fields;
    std::string why, names, quoted;
    std::vector<std::string> all;
    if (const char* wrong = split_csv(line, delimiter_, fields)) why = wrong;
    columns_ = fields.size();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const std::string name = value_of(line, fields[i]);
      names += (i > 0 ? ", " : "") + name;
      quoted += (i > 0 ? ",\"" : "\"") + doubled_quotes(name) + '"';
      all.push_back(name);
      if (name == options().text_field) {
        if (text_) why = "two columns are called '" + name + "'";
        text_ = i;
      }
      if (name == options().id_field) id_ = i;
      if (!options().host_field.empty() && name == options().host_field) host_ = i;
    }
    if (!text_ && why.empty()) why = "no column is called '" + options().text_field + "'";
    names_ = std::make_shared<const std::vector<std::string>>(std::move(all));
    if (why.empty()) return join(input, quoted, line);
    const std::string name = input.name();
    input.stop();
    throw Error({name, 1, 0}, why, {},
                "--text-field names the column of the text; there are " + names);
  }

  /// The first source gives the table its names; the others must have the same.
  void join(bytes::Input& input, const std::string& names, std::string_view line) {
    TableHead* const table = options().table;
    if (table == nullptr) return;
    if (table->names.empty()) {
      *table = {names, input.name(), std::string(line)};
      if (!line.ends_with('\n')) table->line += '\n';
      return;
    }
    names_known_ = names == table->names;
    if (names_known_) return;
    const std::string name = input.name();
    input.stop();
    throw Error({name, 1, 0},
                "has the columns " + names + "; " + table->source + ":1 has " + table->names, {},
                "files that become one have the same columns in the same order; run it by itself");
  }

  static std::string value_of(std::string_view record, const CsvField& field) {
    const std::string_view raw = record.substr(field.text.begin, field.text.size());
    if (!field.escaped) return std::string(raw);
    EscapedText out;
    undouble_quotes(raw, out);
    return std::move(out.text);
  }

  void find_document(std::string_view raw, std::vector<CsvField>& fields, Record& record) const {
    if (raw.size() > options().max_document) {
      record.error = too_large(options());
      return;
    }
    if (const char* wrong = split_csv(raw, delimiter_, fields)) {
      record.error = wrong;
    } else if (fields.size() != columns_) {
      record.error = "has " + std::to_string(fields.size()) + " fields, the first line " +
                     std::to_string(columns_);
    }
    if (!record.error.empty() || !text_) return;
    const CsvField& text = fields[*text_];
    record.text = {record.all.begin + text.text.begin, record.all.begin + text.text.end};
    record.escaped = text.escaped;
    record.is_document = true;
    if (id_) record.id = value_of(raw, fields[*id_]);
    if (host_) record.host = value_of(raw, fields[*host_]);
  }

  /// Takes what stands before a record that is too large, or its first piece.
  bool take_before(std::size_t record, bytes::Input& input, Batch& batch) {
    scan_ = CsvScan(delimiter_);
    if (record > 0) {
      input.take(record, batch);
    } else {
      take_piece(input, batch);
      batch.error = too_large(options());
    }
    return true;
  }

  void take_piece(bytes::Input& input, Batch& batch) {
    input.fill(options().batch);
    const std::string_view piece = input.waiting().substr(0, options().batch);
    const std::size_t end = scan_.find_end(piece);
    const bool ends = end != std::string_view::npos;
    input.take(ends ? end : piece.size(), batch);
    batch.piece = true;
    inside_ = !ends && !(input.ended() && input.waiting().empty());
    if (!inside_) scan_ = CsvScan(delimiter_);
  }

  /// Takes what stands before the first whole record behind damage; false when that is nothing.
  bool take_lost(bytes::Input& input, Batch& batch) {
    const bool whole = !input.fill(csv_step_window);
    const std::string_view window = input.waiting().substr(0, csv_step_window);
    const std::size_t step = find_csv_step(window, whole, delimiter_, columns_);
    lost_ = step == std::string_view::npos && !whole;
    const std::size_t lost = std::min(step, window.size());
    if (lost == 0) return false;
    input.take(lost, batch);
    batch.piece = true;
    if (!std::exchange(said_lost_, true))
      batch.error = "stands behind damaged data and is no whole record";
    return true;
  }

  char delimiter_;
  CsvScan scan_;
  bool inside_ = false;     // a record of which a piece was taken
  bool lost_ = false;       // behind damage, before a record is found
  bool said_lost_ = false;  // that it was
  std::size_t columns_ = 0;
  std::shared_ptr<const std::vector<std::string>> names_;
  bool crlf_ = false;         // the line of names ends so
  bool names_known_ = false;  // they are those of the table that goes on with this source
  std::optional<std::size_t> text_, id_, host_;  // columns
};

}  // namespace

std::unique_ptr<RecordFormat> make_csv_format(const ReadOptions& options) {
  return std::make_unique<CsvFormat>(options, options.delimiter != '\0' ? options.delimiter : ',');
}

std::unique_ptr<RecordFormat> make_tsv_format(const ReadOptions& options) {
  return std::make_unique<CsvFormat>(options, options.delimiter != '\0' ? options.delimiter : '\t');
}

}  // namespace dechaff::formats
