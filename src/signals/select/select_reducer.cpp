#include "signals/select/select_reducer.h"

#include "formats/edits.h"
#include "formats/frame.h"
#include "signals/c4.h"
#include "text/json_writer.h"

namespace dechaff::select {
namespace {

void append_reason(text::JsonWriter& json, const Criteria::Verdict& verdict) {
  json.member("reason", verdict.reason).member("clause", verdict.clause);
}

/// The record with a member "rejected"; a record of its own when it is no JSON.
void append_rejected(const render::Rendering& what, const Criteria::Verdict& verdict,
                     std::string& out) {
  const bool is_json = what.record.object_end > 0;
  if (is_json) {
    const std::string_view all =
        std::string_view(what.batch.bytes).substr(what.record.all.begin, what.record.all.size());
    out += all.substr(0, what.record.object_end - what.record.all.begin);
  }
  text::JsonWriter json(out, is_json);
  if (!is_json) {
    json.begin_object().member("source", what.document.source);
    json.member("document", what.document.ordinal).member("id", what.document.id);
  }
  json.key("rejected").begin_object();
  append_reason(json, verdict);
  json.end_object();
  if (!is_json) json.member("text", what.document.bytes);
  json.end_line();
}

void append_edited(const render::Rendering& what, signals::TextColumns& columns, std::string& out) {
  std::string kept;
  signals::read_c4_lines(columns, &kept);
  const formats::Record& record = what.record;
  if (record.frame != formats::Frame::json && what.document.bytes.ends_with('\n'))
    kept += '\n';  // of a file or a line
  formats::append_edited(out, what.batch, record,
                         formats::framed({{record.text, std::move(kept)}}, what.batch, record));
}

class SelectMapper final : public render::MapperTo<Selected> {
 public:
  SelectMapper(const Criteria& criteria, const signals::Measure& measure, SelectReducer::Form form,
               const bytes::Output& kept, const bytes::Output* rejected)
      : criteria_(criteria),
        measure_(measure),
        explains_(form == SelectReducer::Form::explain),
        kept_(kept.packing()),
        writes_rejected_(rejected != nullptr),
        rejected_(rejected == nullptr ? bytes::Packing::none : rejected->packing()),
        measured_(measure) {}

  void map(const render::Rendering& what, Selected& out) override {
    measure_(what.document, measured_);
    const Criteria::Verdict verdict =
        criteria_.judge(measured_.values, {what.document.id, what.document.source});
    if (explains_) {
      append_explanation(what, verdict, out.kept);
    } else if (verdict.kept && criteria_.takes_c4_lines()) {
      append_edited(what, measured_.columns, out.kept);
    } else if (verdict.kept) {
      out.kept.append(what.batch.bytes, what.record.all.begin, what.record.all.size());
    }
    if (!verdict.kept && writes_rejected_) append_rejected(what, verdict, out.rejected);
  }

  std::size_t pass(const formats::Batch& batch, const formats::Record& record,
                   Selected& out) override {
    if (explains_) return 0;
    const std::string_view bytes = render::other_bytes(batch, record, out.kept);
    out.kept += bytes;
    return bytes.size();
  }

  std::uint64_t close(Selected& out) override {
    const std::uint64_t size = out.kept.size();
    bytes::pack(kept_, out.kept);
    bytes::pack(rejected_, out.rejected);
    return size;
  }

 private:
  void append_explanation(const render::Rendering& what, const Criteria::Verdict& verdict,
                          std::string& out) const {
    text::JsonWriter json(out);
    json.begin_object().member("schema", select_schema).member("source", what.document.source);
    json.member("document", what.document.ordinal).member("id", what.document.id);
    json.member("kept", verdict.kept);
    if (!verdict.kept) append_reason(json, verdict);
    json.key("signals").begin_object();
    for (std::size_t i = 0; i < measured_.values.size(); ++i) {
      json.key(measure_.selection().name(i)).raw({});
      signals::append_value(out, measured_.values[i]);
    }
    json.end_object().end_line();
  }

  const Criteria& criteria_;
  const signals::Measure& measure_;
  bool explains_;
  bytes::Packing kept_;
  bool writes_rejected_;
  bytes::Packing rejected_;
  signals::Measured measured_;
};

}  // namespace

std::unique_ptr<render::Mapper> SelectReducer::mapper() const {
  return std::make_unique<SelectMapper>(criteria_, measure_, form_, kept_, rejected_);
}

void SelectReducer::reduce(Selected& batch) {
  kept_.write(batch.kept);
  if (rejected_ != nullptr) rejected_->write(batch.rejected);
}

}  // namespace dechaff::select
