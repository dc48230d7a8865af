#include <algorithm>

#include "formats/format.h"
#include "formats/json_record.h"

namespace dechaff::formats {
namespace {

/// A JSON object a line; its text field is the document, all else passes byte for byte.
class JsonlFormat final : public RecordFormat {
 public:
  using RecordFormat::RecordFormat;

  bool next(bytes::Input& input, Batch& batch) override {
    return lines_.next(input, batch, options());
  }

  Cut cut(Batch& batch) const override {
    JsonRecordReader reader(options());
    std::size_t line = batch.begin.line;
    for (std::size_t at = 0; at < batch.bytes.size();) {
      const std::size_t end = std::min(batch.bytes.find('\n', at), batch.bytes.size() - 1) + 1;
      Record& record = batch.records.emplace_back();
      record.all = {at, end};
      record.line = line++;
      record.is_document = false;
      record.frame = Frame::json;
      const std::string_view raw(batch.bytes.data() + at, end - at);
      const std::size_t skip = raw.starts_with("\xEF\xBB\xBF") ? 3 : 0;
      if (raw.size() > options().max_document) {
        record.error = too_large(options());
      } else if (raw.find_first_not_of(" \t\r\n", skip) != std::string_view::npos) {
        reader.read(batch, {at + skip, end}, record);
      }
      at = end;
    }
    return Cut::as_read;
  }

 private:
  LineTaker lines_;
};

}  // namespace

std::unique_ptr<RecordFormat> make_jsonl_format(const ReadOptions& options) {
  return std::make_unique<JsonlFormat>(options);
}

}  // namespace dechaff::formats
