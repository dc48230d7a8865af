#pragma once

#include "render/text_reducer.h"
#include "signals/measure.h"

namespace dechaff::stats {

inline constexpr std::string_view document_schema = "dechaff.signals/1";

/// One JSON object a document: its signals. Fields: docs/formats.md. With `lines` also what
/// RedPajama-v2 says of each line, [begin, end, value] with code points of the text.
class DocumentReducer final : public render::TextReducer {
 public:
  /// `measure` outlives it, and `out`.
  DocumentReducer(const signals::Measure& measure, bool lines, bytes::Output* out)
      : TextReducer(out), measure_(measure), lines_(lines) {}

  std::unique_ptr<render::Mapper> mapper() const override;

 private:
  const signals::Measure& measure_;
  bool lines_;
};

}  // namespace dechaff::stats
