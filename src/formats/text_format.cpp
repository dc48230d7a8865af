#include <simdjson.h>

#include <algorithm>
#include <memory>

#include "core/error.h"
#include "evidence/page_text.h"
#include "formats/format.h"
#include "text/charset.h"
#include "text/transcoder.h"
#include "text/utf8.h"

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
    if (!options().html && !options().any_bytes) need_utf8(input);
    input.take(input.waiting().size(), batch);
    return true;
  }

  Cut cut(Batch& batch) const override {
    Record& record = batch.records.emplace_back();
    record.line = batch.begin.line;
    if (options().html) record.markup = Markup::html;
    if (options().format == Format::markdown) record.markup = Markup::markdown;
    if (options().html) {
      html::PageText page;
      const std::string utf8 = text::to_utf8(batch.bytes, html::declared_charset(batch.bytes));
      record.is_document = read_page(utf8, page, record);
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

 private:
  bool read_page(std::string_view utf8, html::PageText& page, Record& record) const {
    auto of_lines = std::make_shared<evidence::Evidence>();
    auto markup = options().markup ? std::make_shared<html::Markup>() : nullptr;
    if (!html::page_text(utf8, page, *of_lines, markup.get())) return false;
    record.evidence = std::move(of_lines);
    record.page_markup = std::move(markup);
    return true;
  }

  /// A file in another character set is refused: its lines would be judged, and cut, by the wrong
  /// letters.
  static void need_utf8(bytes::Input& input) {
    const std::string_view bytes = input.waiting();
    if (simdjson::validate_utf8(bytes.data(), bytes.size())) return;
    std::size_t wrong = text::skip_ascii(bytes, 0);
    for (text::Decoded d = text::decode(bytes, wrong); d.valid(); d = text::decode(bytes, wrong))
      wrong = text::skip_ascii(bytes, wrong + d.bytes);
    const auto line = static_cast<std::size_t>(
        std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(wrong), '\n'));
    const text::DetectedCharset charset =
        text::detect_charset(bytes.substr(wrong < 1 << 15 ? 0 : wrong - (1 << 15), 1 << 16), false);
    const std::string name = input.name();
    input.stop();
    const bool damaged = charset.name == "UTF-8";
    throw Error({name, line + 1, 0},
                damaged        ? "bytes are not UTF-8, though most of the text is"
                : charset.sure ? "bytes are not UTF-8, they look like " + charset.name
                               : "bytes are not UTF-8",
                {},
                damaged        ? "what is wrong becomes U+FFFD with --encoding UTF-8"
                : charset.sure ? "say so: --encoding " + charset.name
                               : "name the character set with --encoding" +
                                     (charset.name.empty() ? "" : ", perhaps " + charset.name));
  }
};

}  // namespace

std::unique_ptr<RecordFormat> make_text_format(const ReadOptions& options) {
  return std::make_unique<TextFormat>(options);
}

}  // namespace dechaff::formats
