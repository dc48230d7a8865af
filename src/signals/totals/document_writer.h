#pragma once

#include "render/writer.h"
#include "signals/measure.h"

namespace dechaff::stats {

inline constexpr std::string_view document_schema = "dechaff.signals/1";

/// One JSON object a document: its signals. Fields: docs/formats.md. With `lines` also what
/// RedPajama-v2 says of each line, [begin, end, value] with code points of the text.
class DocumentWriter final : public render::Writer {
 public:
  DocumentWriter(const signals::Measure& measure, bool lines) : measure_(measure), lines_(lines) {}

  void document(const render::Rendering& what, std::string& out) const override;

 private:
  const signals::Measure& measure_;
  bool lines_;
};

}  // namespace dechaff::stats
