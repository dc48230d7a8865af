#include <algorithm>
#include <utility>

#include "core/error.h"
#include "formats/format.h"
#include "formats/json_record.h"
#include "formats/json_scan.h"

namespace dechaff::formats {
namespace {

/// JSON that is not a line an object: an array of objects or of strings, or objects one after
/// another over any number of lines. Each element is a record; brackets, commas and white space
/// between them pass.
class JsonFormat final : public RecordFormat {
 public:
  using RecordFormat::RecordFormat;

  void begin(bytes::Input& input) override {
    for (std::size_t wanted = 4096;; wanted *= 2) {
      const bool more = input.fill(wanted);
      std::string_view waiting = input.waiting();
      if (waiting.starts_with("\xEF\xBB\xBF")) waiting.remove_prefix(3);
      const std::size_t first = waiting.find_first_not_of(" \t\r\n");
      if (first == std::string_view::npos && more) continue;
      array_ = first != std::string_view::npos && waiting[first] == '[';
      return;
    }
  }

  bool next(bytes::Input& input, Batch& batch) override {
    // The batch ends with the first element that ends at or after its size, or before one that is
    // too large.
    std::size_t last = 0;
    for (std::size_t wanted = options().batch;;) {
      input.fill(wanted);
      const std::string_view waiting = input.waiting();
      if (waiting.empty()) return false;
      if (closed_) return take_rest(input, batch);
      JsonScan scan(array_);
      std::size_t at = input.position().offset == 0 ? head(waiting) : 0;
      last = 0;
      while (at < waiting.size()) {
        const std::size_t end = scan.find_end(waiting.substr(at));
        if (end == std::string_view::npos) break;
        at += end;
        last = at;
        closed_ = scan.closed();
        if (closed_ || last >= options().batch) break;
      }
      if (closed_ || last >= options().batch) return take(input, last, batch);
      if (input.ended()) return take(input, waiting.size(), batch);
      if (waiting.size() - last > options().max_document) {
        if (last > 0) return take(input, last, batch);
        const std::string name = input.name();
        input.stop();
        throw Error({name}, too_large(options()));
      }
      wanted = waiting.size() * 2;
    }
  }

  Cut cut(Batch& batch) const override {
    JsonRecordReader reader(options());
    const std::string_view bytes = batch.bytes;
    const bool first = batch.begin.offset == 0;
    std::size_t line = batch.begin.line;
    JsonScan scan(array_);
    std::size_t from = 0, at = first ? head(bytes) : 0;
    const auto add = [&](std::size_t end) -> Record& {
      Record& record = batch.records.emplace_back();
      record.all = {from, end};
      record.line = line;
      record.is_document = false;
      record.frame = Frame::json;
      line += static_cast<std::size_t>(std::count(bytes.begin() + static_cast<std::ptrdiff_t>(from),
                                                  bytes.begin() + static_cast<std::ptrdiff_t>(end),
                                                  '\n'));
      from = end;
      return record;
    };
    while (at < bytes.size()) {
      const std::size_t value = bytes.find_first_not_of(" \t\r\n,", at);
      if (value == std::string_view::npos || (array_ && bytes[value] == ']')) break;
      if (value > from) add(value);
      // A batch may end right after a number: whether one follows does not matter to it.
      const std::size_t length = scan.find_end(bytes.substr(value));
      const bool open = length == std::string_view::npos && !scan.in_scalar();
      std::size_t end = length == std::string_view::npos ? bytes.size() : value + length;
      if (scan.closed()) --end;
      Record& record = add(end);
      if (open) {
        record.error = "JSON ends within a value";
      } else if (record.all.size() > options().max_document) {
        record.error = too_large(options());
      } else {
        reader.read(batch, record.all, record, true);
      }
      at = end;
    }
    if (from < bytes.size()) add(bytes.size());
    return Cut::as_read;
  }

 private:
  /// Bytes before the first value: white space, and the bracket of an array.
  std::size_t head(std::string_view bytes) const {
    std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    at = std::min(bytes.find_first_not_of(" \t\r\n", at), bytes.size());
    return array_ && at < bytes.size() ? at + 1 : at;
  }

  static bool take(bytes::Input& input, std::size_t size, Batch& batch) {
    input.take(size, batch);
    return true;
  }

  /// Takes what follows the bracket that closed the array; it is reported where it begins.
  bool take_rest(bytes::Input& input, Batch& batch) {
    const std::string_view waiting = input.waiting();
    const std::size_t blank =
        said_rest_ ? 0 : std::min(waiting.find_first_not_of(" \t\r\n"), waiting.size());
    batch.piece = true;
    if (blank > 0) return take(input, blank, batch);
    if (!std::exchange(said_rest_, true)) batch.error = "more follows the JSON array";
    return take(input, waiting.size(), batch);
  }

  bool array_ = false;
  bool closed_ = false;     // its bracket was taken
  bool said_rest_ = false;  // that more follows it
};

}  // namespace

std::unique_ptr<RecordFormat> make_json_format(const ReadOptions& options) {
  return std::make_unique<JsonFormat>(options);
}

}  // namespace dechaff::formats
