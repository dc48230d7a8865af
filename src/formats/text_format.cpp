#include "core/error.h"
#include "evidence/page_text.h"
#include "formats/format.h"
#include "text/charset.h"

namespace dechaff::formats {
namespace {

/// A source is one document.
class TextFormat final : public RecordFormat {
 public:
  using RecordFormat::RecordFormat;

  bool next(bytes::Input& input, Batch& batch) override {
    if (input.fill(options().max_document + 1)) {
      input.stop();
      throw Error({input.name(), 1, 0}, too_large(options()), {},
                  "raise --max-document, or use --format lines where every line is a document");
    }
    if (input.waiting().empty()) return false;
    input.take(input.waiting().size(), batch);
    return true;
  }

  Cut cut(Batch& batch) const override {
    Record& record = batch.records.emplace_back();
    record.line = batch.begin.line;
    if (options().html) {
      html::PageText page;
      const std::string utf8 = text::to_utf8(batch.bytes, html::declared_charset(batch.bytes));
      record.is_document = html::page_text(utf8, page);
      if (record.is_document) {
        batch.bytes = std::move(page.text);
        record.headings = std::move(page.headings);
        record.regions = std::move(page.regions);
      } else {
        record.error = html::too_deep;
      }
    }
    record.all = record.text = {0, batch.bytes.size()};
    return options().html ? Cut::made_anew : Cut::as_read;
  }
};

}  // namespace

std::unique_ptr<RecordFormat> make_text_format(const ReadOptions& options) {
  return std::make_unique<TextFormat>(options);
}

}  // namespace dechaff::formats
