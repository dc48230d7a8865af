#include "signals/totals/document_reducer.h"

#include "signals/redpajama_lines.h"
#include "text/json_writer.h"

namespace dechaff::stats {
namespace {

class DocumentMapper final : public render::TextMapper {
 public:
  DocumentMapper(const signals::Measure& measure, bool lines, bytes::Packing packing)
      : TextMapper(packing), measure_(measure), lines_(lines), measured_(measure) {}

  bool reads_lines() const override { return false; }
  void map(const render::Rendering& what, render::Text& out) override {
    const Document& document = what.document;
    measure_(document, measured_);
    text::JsonWriter json(out);
    json.begin_object().member("schema", document_schema).member("source", document.source);
    json.member("document", document.ordinal).member("id", document.id);
    json.key("signals").begin_object();
    for (std::size_t i = 0; i < measured_.values.size(); ++i) {
      json.key(measure_.selection().name(i)).raw({});
      signals::append_value(out, measured_.values[i]);
    }
    json.end_object();
    if (lines_) signals::append_redpajama_lines(out, measured_.columns, measure_.selection());
    json.end_line();
  }

 private:
  const signals::Measure& measure_;
  bool lines_;
  signals::Measured measured_;
};

}  // namespace

std::unique_ptr<render::Mapper> DocumentReducer::mapper() const {
  return std::make_unique<DocumentMapper>(measure_, lines_, packing());
}

}  // namespace dechaff::stats
