#pragma once

#include "render/writer.h"

namespace dechaff::render {

/// The headings of a document. list: one a line. outline: a nested Markdown list. tree: a JSON
/// object a document, headings inside headings. toc: a nested Markdown list with links. tsv:
/// source, document, begin, end, level, confidence, shape, text. mark: the whole text with `#`
/// marks. For JSONL input list, outline and mark give the record with the field `headings`.
class HeadingsWriter final : public Writer {
 public:
  enum class Form { list, outline, tree, tsv, mark, toc };
  explicit HeadingsWriter(Form form) : form_(form) {}

  void document(const Rendering& what, std::string& out) const override;
  void other(const formats::Batch& batch, const formats::Record& record,
             std::string& out) const override;

 private:
  Form form_;
};

/// Appends the cleaned text, with `#` marks on headings that have none.
void append_marked(const Document& document, std::string& out);

/// The text of a heading without its marks.
std::string_view heading_text(const Document& document, const Heading& heading);

}  // namespace dechaff::render
