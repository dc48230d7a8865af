#pragma once

#include "io/writer.h"

namespace dechaff::io {

/// The headings of a document. list: one a line. outline: a nested Markdown list. mark: the whole
/// text with `#` marks. For JSONL input the record gets the field `headings`, whatever the form.
class HeadingsWriter final : public Writer {
 public:
  enum class Form { list, outline, mark };
  explicit HeadingsWriter(Form form) : form_(form) {}

  void document(const Rendering& what, std::string& out) const override;
  void other(const Batch& batch, const Record& record, std::string& out) const override;

 private:
  Form form_;
};

}  // namespace dechaff::io
