#include "core/error.h"
#include "io/format.h"

namespace dechaff::io {
namespace {

/// A source is one document.
class TextFormat final : public RecordFormat {
 public:
  using RecordFormat::RecordFormat;

  bool next(Input& input, Batch& batch) override {
    if (input.fill(options().max_document + 1)) {
      input.stop();
      throw Error({input.name(), 1, 0}, too_large(options()), {},
                  "raise --max-document, or use --format lines where every line is a document");
    }
    if (input.waiting().empty()) return false;
    input.take(input.waiting().size(), batch);
    return true;
  }

  void cut(Batch& batch) const override {
    Record& record = batch.records.emplace_back();
    record.all = record.text = {0, batch.bytes.size()};
    record.line = batch.begin.line;
  }
};

}  // namespace

std::unique_ptr<RecordFormat> make_text_format(const ReadOptions& options) {
  return std::make_unique<TextFormat>(options);
}

}  // namespace dechaff::io
