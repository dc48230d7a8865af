#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/span.h"
#include "io/source.h"

namespace dechaff::io {

/// text: a source is one document. lines: every line is one. jsonl: a JSON object a line.
/// wet: WARC conversion records. automatic: recognised from the first bytes.
enum class Format : std::uint8_t { automatic, text, lines, jsonl, wet };

struct ReadOptions {
  Format format = Format::automatic;
  std::string text_field = "text";
  std::string id_field = "id";
  std::size_t max_document = std::size_t{1} << 30;  // bytes of the record
  std::size_t batch = std::size_t{1} << 20;         // bytes, at least
  bool cut = true;  // false, with `lines`: the batches hold whole lines and no records
};

/// A record of a batch: one document and the bytes around it.
struct Record {
  Span all;                    // bytes of the batch, with the line ending or the WET headers
  Span text;                   // bytes of the batch that hold the document, raw
  bool is_document = true;     // false: passes as it is (a WET warcinfo record, a broken JSON line)
  bool escaped = false;        // the text is a JSON string with escapes
  Span length_field{};         // WET: the digits of Content-Length
  std::size_t object_end = 0;  // JSONL: where the closing brace stands
  bool has_meta = false;       // JSONL: a field of this name is there already
  std::string id;
  std::string error;     // why it is not a document; empty when it never was one
  std::size_t line = 1;  // line of the source in which it begins
};

/// Owns the bytes of some records. `offset` counts from the begin of the whole run's input.
struct Batch {
  std::string bytes;
  std::vector<Record> records;
  std::string source;
  std::size_t offset = 0;
  std::size_t ordinal = 0;  // of the first record
};

/// Cuts a source into batches of whole records; every byte of the source is in one of them.
class Reader {
 public:
  Reader(Source& source, ReadOptions options);

  /// False at the end. Throws Error for what makes reading on impossible: broken compression, a
  /// UTF-16 or UTF-32 source, a document over the limit. Called again after broken compression it
  /// hands over what was read before the break.
  bool next(Batch& batch);

  Format format() const { return options_.format; }

 private:
  bool fill(std::size_t wanted);
  void recognise();
  void cut_lines(Batch& batch);
  void cut_jsonl(Batch& batch);
  std::size_t cut_wet(Batch& batch, std::string_view waiting);
  [[noreturn]] void too_large(std::size_t line);

  Source& source_;
  ReadOptions options_;
  std::string waiting_;  // read, but not yet in a batch
  bool ended_ = false;
  bool began_ = false;
  std::size_t line_ = 1;
};

/// The name of a format as the command line spells it.
std::string_view format_name(Format format);

}  // namespace dechaff::io
