#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

#include "formats/batch.h"
#include "formats/format.h"

namespace dechaff::formats {

/// The key without its escapes; unpaired surrogates count as U+FFFD, as in texts. `json_end`: after
/// the record. Points there or into `room`.
std::string_view key_of(simdjson::ondemand::raw_json_string key, const char* json_end,
                        std::string& room);

/// Where in a JSON record a value is: `text`, `data.text` or, as a JSON pointer (RFC 6901),
/// `/data/text`. A key that is spelled like the whole path counts too. Numbers of array elements
/// are not followed.
class FieldPath {
 public:
  explicit FieldPath(std::string_view spelled);

  const std::string& spelled() const { return spelled_; }
  /// The key at `depth` of the path.
  const std::string& key(std::size_t depth) const { return keys_[depth]; }
  bool last(std::size_t depth) const { return depth + 1 == keys_.size(); }
  bool nested() const { return keys_.size() > 1; }

 private:
  std::string spelled_;
  std::vector<std::string> keys_;
};

/// Finds the text, id and host of JSON records. One a thread.
class JsonRecordReader {
 public:
  explicit JsonRecordReader(const ReadOptions& options);

  /// Fills in `record`, whose bytes of the batch `raw` are one JSON value: an object, or with
  /// `strings` a string that is the text itself. The batch's bytes need simdjson's padding after
  /// them. A value that is broken, and one without text, is no document: record.error says why.
  /// O(bytes).
  void read(const Batch& batch, Span raw, Record& record, bool strings = false);

  /// The names of the fields of an object, nested ones as paths, with the length of those that are
  /// strings.
  struct Field {
    std::string path;
    std::size_t length = 0;  // of a string, in bytes; 0: another type
  };
  /// Copies the object first. Throws simdjson_error for what is none.
  std::vector<Field> fields(std::string_view json);

 private:
  void read_object(const Batch& batch, Span raw, Record& record);
  bool find_text(const Batch& batch, std::size_t end, simdjson::ondemand::value value,
                 std::size_t depth, Record& record);
  void take_text(const Batch& batch, std::size_t end, simdjson::ondemand::value value,
                 Record& record);

  FieldPath text_, id_, host_;
  simdjson::ondemand::parser parser_;
};

}  // namespace dechaff::formats
