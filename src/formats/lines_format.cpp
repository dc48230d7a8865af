#include <algorithm>

#include "formats/format.h"

namespace dechaff::formats {
namespace {

/// Every line is a document, with its ending.
class LinesFormat final : public RecordFormat {
 public:
  using RecordFormat::RecordFormat;

  bool next(bytes::Input& input, Batch& batch) override {
    return lines_.next(input, batch, options());
  }

  Cut cut(Batch& batch) const override {
    std::size_t line = batch.begin.line;
    for (std::size_t at = 0; at < batch.bytes.size();) {
      const std::size_t end = std::min(batch.bytes.find('\n', at), batch.bytes.size() - 1) + 1;
      Record& record = batch.records.emplace_back();
      record.all = record.text = {at, end};
      record.line = line++;
      if (record.all.size() > options().max_document) {
        record.is_document = false;
        record.error = too_large(options());
      }
      at = end;
    }
    return Cut::as_read;
  }

 private:
  LineTaker lines_;
};

}  // namespace

std::unique_ptr<RecordFormat> make_lines_format(const ReadOptions& options) {
  return std::make_unique<LinesFormat>(options);
}

}  // namespace dechaff::formats
