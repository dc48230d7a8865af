#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/input.h"
#include "formats/batch.h"

namespace dechaff::formats {

/// The line of names of the table that the files of a run come to, and where it was first read.
struct TableHead {
  std::string names;   // as CSV, all in quotes; empty: none was read yet
  std::string source;  // the file
  std::string line;    // the first line of the output; every shard begins with it
};

struct ReadOptions {
  Format format = Format::automatic;
  bool html = false;                // pages are made into lines of text
  bool markup = false;              // and how the page marked them up is kept
  bool any_bytes = false;           // a text that is not UTF-8 is read, not refused
  bool in_place = false;            // the output replaces the file: a page is refused
  std::string text_field = "text";  // a path where JSON is nested: formats/json_record.h
  char delimiter = '\0';            // of csv; none: as the line of names shows
  std::string encoding;             // the character set, or `auto`; empty: UTF-8
  std::string id_field = "id";
  std::string host_field;                           // that says the site; empty: none
  std::size_t max_document = std::size_t{1} << 30;  // bytes of the record
  std::size_t batch = std::size_t{1} << 20;  // bytes: a batch ends with the record that fills it
  bytes::Position start;  // where to begin: the end of a batch that was read with the same options
  TableHead* table = nullptr;  // csv, tsv: the source is a part of this table; null: one by itself
  bool table_goes_on = false;  // with the next source
};

/// Whether the bytes of a batch are still those of the source, or others were made of them; then
/// the records say where in the source they stood.
enum class Cut : std::uint8_t { as_read, made_anew };

/// The records of one kind of file: one file a format, src/io/NAME_format.cpp. One instance a
/// source.
class RecordFormat {
 public:
  explicit RecordFormat(const ReadOptions& options) : options_(options) {}
  RecordFormat(const RecordFormat&) = delete;
  RecordFormat& operator=(const RecordFormat&) = delete;
  virtual ~RecordFormat() = default;

  /// Looks at the begin of the source, where it tells how all of it is to be read, and takes
  /// nothing. Called before next(), also when reading goes on elsewhere. Throws Error.
  virtual void begin(bytes::Input&) {}
  /// Takes the bytes of the next whole records; false at the end. Called in input order. What is
  /// taken depends on the bytes alone, never on how they came in. Throws Error for what makes
  /// reading on impossible.
  virtual bool next(bytes::Input& input, Batch& batch) = 0;
  /// The names of the columns; null where there are none.
  virtual std::shared_ptr<const std::vector<std::string>> columns() const { return nullptr; }
  /// What comes next stood behind a damaged place: it may begin anywhere in a record.
  virtual void lose_step() {}
  /// Finds the records in the bytes of a batch that is no piece; every byte is in one. On any
  /// thread, in any order.
  virtual Cut cut(Batch& batch) const = 0;

 protected:
  const ReadOptions& options() const { return options_; }

 private:
  ReadOptions options_;
};

/// A row of the table of formats.
struct FormatInfo {
  Format format;
  std::string_view name;     // as the command line spells it
  std::string_view summary;  // what a document is
  /// Whether a source that begins so is of this format for certain, by its magic number; null:
  /// formats/recognise.h decides. `whole`: it holds nothing more.
  bool (*recognise)(std::string_view begin, bool whole, const ReadOptions& options);
  std::unique_ptr<RecordFormat> (*make)(const ReadOptions& options);
  bool after_damage;  // records can be found behind a place that could not be decompressed
  bool html;          // its documents may be pages: --html
};

/// All formats, in the order in which help lists them and in which they are recognised.
const std::vector<FormatInfo>& formats();
/// The row of a format that is not `automatic`.
const FormatInfo& format_info(Format format);

/// Takes lines until a batch is full. A line over --max-document comes in pieces.
class LineTaker {
 public:
  /// False at the end.
  bool next(bytes::Input& input, Batch& batch, const ReadOptions& options);

 private:
  void take_piece(bytes::Input& input, Batch& batch, const ReadOptions& options);
  bool inside_ = false;  // a line of which a piece was taken
};

/// What is wrong with a record over the limit.
std::string too_large(const ReadOptions& options);

std::unique_ptr<RecordFormat> make_text_format(const ReadOptions& options);
std::unique_ptr<RecordFormat> make_lines_format(const ReadOptions& options);
std::unique_ptr<RecordFormat> make_jsonl_format(const ReadOptions& options);
std::unique_ptr<RecordFormat> make_json_format(const ReadOptions& options);
std::unique_ptr<RecordFormat> make_warc_format(const ReadOptions& options);
std::unique_ptr<RecordFormat> make_arc_format(const ReadOptions& options);
std::unique_ptr<RecordFormat> make_csv_format(const ReadOptions& options);
std::unique_ptr<RecordFormat> make_tsv_format(const ReadOptions& options);
std::unique_ptr<RecordFormat> make_tar_format(const ReadOptions& options);
bool is_warc(std::string_view begin, bool whole, const ReadOptions& options);
bool is_arc(std::string_view begin, bool whole, const ReadOptions& options);
bool is_tar(std::string_view begin, bool whole, const ReadOptions& options);

}  // namespace dechaff::formats
