#include "signals/select/select_writer.h"

#include <cstring>

#include "formats/edits.h"
#include "formats/frame.h"
#include "signals/c4.h"
#include "text/json_writer.h"

namespace dechaff::select {
namespace {

/// Writes a part's kind and, when it is done, its length before it.
class Part {
 public:
  Part(std::string& out, char kind) : out_(out) {
    out_ += kind;
    at_ = out_.size();
    out_.append(8, '\0');
  }
  ~Part() {
    const std::uint64_t size = out_.size() - at_ - 8;
    std::memcpy(out_.data() + at_, &size, 8);
  }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

 private:
  std::string& out_;
  std::size_t at_;
};

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

}  // namespace

void SelectWriter::append_explanation(const render::Rendering& what,
                                      const Criteria::Verdict& verdict,
                                      const std::vector<double>& values, std::string& out) const {
  text::JsonWriter json(out);
  json.begin_object().member("schema", select_schema).member("source", what.document.source);
  json.member("document", what.document.ordinal).member("id", what.document.id);
  json.member("kept", verdict.kept);
  if (!verdict.kept) append_reason(json, verdict);
  json.key("signals").begin_object();
  for (std::size_t i = 0; i < values.size(); ++i) {
    json.key(measure_.selection().name(i)).raw({});
    signals::append_value(out, values[i]);
  }
  json.end_object().end_line();
}

void SelectWriter::append_edited(const render::Rendering& what, signals::TextColumns& columns,
                                 std::string& out) const {
  std::string kept;
  signals::read_c4_lines(columns, &kept);
  const formats::Record& record = what.record;
  if (record.frame != formats::Frame::json && what.document.bytes.ends_with('\n'))
    kept += '\n';  // of a file or a line
  formats::append_edited(out, what.batch, record,
                         formats::framed({{record.text, std::move(kept)}}, what.batch, record));
}

void SelectWriter::document(const render::Rendering& what, std::string& out) const {
  signals::Measure::Work& work = measure_(what.document);
  const Criteria::Verdict verdict =
      criteria_.judge(work.values, {what.document.id, what.document.source});
  if (form_ == Form::explain) {
    const Part part(out, 'k');
    append_explanation(what, verdict, work.values, out);
  } else if (verdict.kept) {
    const Part part(out, 'k');
    if (criteria_.takes_c4_lines()) {
      append_edited(what, work.columns, out);
    } else {
      out.append(what.batch.bytes, what.record.all.begin, what.record.all.size());
    }
  }
  if (verdict.kept) return;
  const Part part(out, 'r');
  append_rejected(what, verdict, out);
}

void SelectWriter::other(const formats::Batch& batch, const formats::Record& record,
                         std::string& out) const {
  if (form_ == Form::explain) return;
  const std::string_view bytes = render::other_bytes(batch, record, out);
  if (bytes.empty()) return;
  const Part part(out, 'k');
  out += bytes;
}

void split_batch(std::string_view batch, const std::function<void(std::string_view)>& kept,
                 const std::function<void(std::string_view)>& rejected) {
  while (!batch.empty()) {
    std::uint64_t size = 0;
    std::memcpy(&size, batch.data() + 1, 8);
    (batch[0] == 'k' ? kept : rejected)(batch.substr(9, size));
    batch.remove_prefix(9 + size);
  }
}

}  // namespace dechaff::select
